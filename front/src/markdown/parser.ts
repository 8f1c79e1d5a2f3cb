import MarkdownIt, { type StateBlock, type StateInline } from 'markdown-it'
import { linkAt, mentionAt, type Piece } from './pieces'

/** Deeper nesting is not a message any more. */
export const MAX_NESTING = 24

/**
 * Reads what a conversation needs. Left out on purpose: HTML, images (which would call other servers),
 * entities and references (what is typed stays visible), indented code and underlined headings (surprising).
 */
export function createParser() {
  const parser = new MarkdownIt({ html: false, linkify: false, breaks: true, maxNesting: MAX_NESTING })
  parser.disable(['html_block', 'html_inline', 'image', 'entity', 'reference', 'code', 'lheading', 'linkify'])
  parser.inline.ruler.after('text', 'address', (state, silent) => address(state, silent))
  parser.inline.ruler.after('text', 'mention', (state, silent) => mention(state, silent))
  // An answer right below a quotation is not part of it.
  const endsQuote = (...[state, , , silent]: [StateBlock, number, number, boolean]) =>
    silent && state.parentType === 'blockquote'
  parser.block.ruler.push('after_quote', endsQuote, { alt: ['blockquote'] })
  return parser
}

/** Stands at the colon; the scheme was taken for text before. */
function address(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== ':' || state.linkLevel > 0) return false
  const scheme = /(?:https?|mailto)$/i.exec(state.src.slice(Math.max(0, state.pos - 6), state.pos))?.[0]
  const piece = scheme && linkAt(state.src, state.pos - scheme.length)
  if (!piece || state.pos - scheme.length + piece.text.length > state.posMax) return false
  if (!silent) {
    state.pending = state.pending.slice(0, -scheme.length)
    pushLink(state, piece)
  }
  state.pos += piece.text.length - scheme.length
  return true
}

function pushLink(state: StateInline, { text, href = text }: Piece): void {
  state.push('link_open', 'a', 1).attrSet('href', href)
  state.push('text', '', 0).content = text
  state.push('link_close', 'a', -1)
}

function mention(state: StateInline, silent: boolean): boolean {
  if (state.src[state.pos] !== '@') return false
  const piece = mentionAt(state.src, state.pos)
  if (!piece?.mention || state.pos + piece.text.length > state.posMax) return false
  if (!silent) {
    const token = state.push('mention', '', 0)
    token.content = piece.text
    token.meta = { name: piece.mention }
  }
  state.pos += piece.text.length
  return true
}
