export type Piece = { text: string; href?: string }

const LINK = /\b(?:https?:\/\/|mailto:)[^\s<>"'`]+/giu
/** Punctuation that ends the sentence, not the address. */
const TRAILING = /[.,;:!?…»”’]+$/u

/** Cuts text into plain pieces and http(s) or mailto addresses; nothing else ever becomes a link. */
export function linkify(body: string): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const match of body.matchAll(LINK)) {
    const href = withoutTail(match[0])
    if (!isLink(href)) continue
    if (match.index > end) pieces.push({ text: body.slice(end, match.index) })
    pieces.push({ text: href, href })
    end = match.index + href.length
  }
  if (end < body.length) pieces.push({ text: body.slice(end) })
  return pieces
}

/** A closing bracket belongs to the address only if it was opened in it. */
function withoutTail(address: string): string {
  const cut = address.replace(TRAILING, '')
  const last = cut.at(-1)
  const opener = last === ')' ? '(' : last === ']' ? '[' : undefined
  if (!opener || !last) return cut
  const opened = cut.split(opener).length
  const closed = cut.split(last).length
  return closed > opened ? withoutTail(cut.slice(0, -1)) : cut
}

function isLink(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, pathname } = new URL(address)
  if (protocol === 'mailto:') return pathname.includes('@')
  return (protocol === 'http:' || protocol === 'https:') && hostname !== ''
}
