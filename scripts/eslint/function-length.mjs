// @ts-check

/**
 * @typedef {import('eslint').Rule.Node} Node
 * @typedef {{ node: Node, nested: Node[] }} Frame
 */

const FUNCTION = ':function'

/**
 * @param {{ loc?: import('eslint').AST.SourceLocation | null | undefined }} place
 * @returns {number[]} the numbers of its lines
 */
const linesOf = ({ loc }) =>
  loc ? Array.from({ length: loc.end.line - loc.start.line + 1 }, (_, index) => loc.start.line + index) : []

/**
 * How long a function is without the functions inside it: a factory that returns five short closures is no long function.
 * @type {import('eslint').Rule.RuleModule}
 */
export const functionLength = {
  meta: { type: 'suggestion', schema: [{ type: 'integer' }] },
  create(context) {
    const max = Number(context.options[0])
    const { lines } = context.sourceCode
    const commented = new Set(context.sourceCode.getAllComments().flatMap(linesOf))
    /** @param {number} line */
    const isCode = (line) => {
      const text = lines[line - 1]?.trim()
      return text && !(commented.has(line) && /^(\/\/|\/?\*)/.test(text))
    }
    /** @type {Frame[]} */
    const open = []
    return {
      [FUNCTION](/** @type {Node} */ node) {
        open.at(-1)?.nested.push(node)
        open.push({ node, nested: [] })
      },
      [`${FUNCTION}:exit`](/** @type {Node} */ node) {
        const nested = new Set(open.pop()?.nested.flatMap((inner) => linesOf(inner).slice(1, -1)))
        const length = linesOf(node).filter((line) => !nested.has(line) && isCode(line)).length
        const message = `This function has ${length} lines of its own; at most ${max}.`
        if (length > max) context.report({ node, message })
      },
    }
  },
}
