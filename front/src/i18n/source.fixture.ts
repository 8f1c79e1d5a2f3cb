import ts from 'typescript'

/** What one file of the web app says, seen without running it. */
export type Source = {
  path: string
  /** Text that stands in JSX, or in an attribute that people read or hear. */
  spoken: string[]
  /** Every string literal. */
  strings: Set<string>
  /** Of template literals with a dot before their first gap: what must stand at both ends. */
  templates: { head: string; tail: string }[]
  imports: string[]
  /** What is loaded when it is needed. */
  lazy: string[]
}

const HEARD =
  /^(aria-(label|description|roledescription|valuetext|placeholder)|title|placeholder|alt|label|hint)$/
const LETTERS = /\p{L}{2}/u

export function readSource(path: string, text: string): Source {
  const source: Source = { path, spoken: [], strings: new Set(), templates: [], imports: [], lazy: [] }
  const visit = (node: ts.Node): void => {
    note(source, node)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX))
  return source
}

function note(source: Source, node: ts.Node): void {
  if (ts.isJsxText(node) && LETTERS.test(node.text)) source.spoken.push(node.text.trim())
  if (ts.isJsxAttribute(node)) noteAttribute(source, node)
  if (ts.isStringLiteralLike(node)) source.strings.add(node.text)
  if (ts.isTemplateExpression(node) && node.head.text.includes('.'))
    source.templates.push({ head: node.head.text, tail: node.templateSpans.at(-1)?.literal.text ?? '' })
  noteImport(source, node)
}

function noteAttribute({ spoken }: Source, { name, initializer }: ts.JsxAttribute): void {
  if (!HEARD.test(name.getText()) || !initializer) return
  const value = ts.isJsxExpression(initializer) ? initializer.expression : initializer
  if (value && ts.isStringLiteralLike(value) && LETTERS.test(value.text)) spoken.push(value.text)
}

function noteImport(source: Source, node: ts.Node): void {
  const isDeclaration = ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
  if (isDeclaration && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    const typesOnly =
      ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
    if (!typesOnly) source.imports.push(resolve(source.path, node.moduleSpecifier.text))
  }
  if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.ImportKeyword) return
  const [to] = node.arguments
  if (to && ts.isStringLiteralLike(to)) source.lazy.push(resolve(source.path, to.text))
}

/** A relative import as a path without an extension. */
function resolve(from: string, to: string): string {
  if (!to.startsWith('.')) return to
  const parts = from.split('/').slice(0, -1)
  for (const part of to.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}
