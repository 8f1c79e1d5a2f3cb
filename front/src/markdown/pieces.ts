/** A stretch of plain text: words, an address that may be followed, or a name that is addressed. */
export type Piece = { text: string; href?: string; mention?: string }

const LINK = /\b(?:https?:\/\/|mailto:)[^\s<>"'`]+/iuy
const MENTION = /@([a-z0-9_.-]{3,32})/iuy
/** As the server reads it: what stands before makes it part of something else, mostly of an email address. */
const BEFORE_MENTION = /[\w.@-]/
const STARTS = /\b(?:https?:\/\/|mailto:)|@/giu
/** Ends the sentence, or the emphasis, but not the address. */
const TRAILING = '.,;:!?…»”’*_~'

/** Cuts text into plain pieces, http(s) or mailto addresses and mentions; nothing else ever becomes a link. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const { index } of text.matchAll(STARTS)) {
    if (index < end) continue
    const piece = text[index] === '@' ? mentionAt(text, index) : linkAt(text, index)
    if (!piece) continue
    if (index > end) pieces.push({ text: text.slice(end, index) })
    pieces.push(piece)
    end = index + piece.text.length
  }
  if (end < text.length) pieces.push({ text: text.slice(end) })
  return pieces
}

/** The address that begins exactly here. */
export function linkAt(text: string, index: number): Piece | null {
  LINK.lastIndex = index
  const match = LINK.exec(text)
  const address = match && withoutTail(match[0])
  return address && isLink(address) ? { text: address, href: address } : null
}

/** The `@name` that begins exactly here. */
export function mentionAt(text: string, index: number): Piece | null {
  const before = text[index - 1]
  if (before !== undefined && BEFORE_MENTION.test(before)) return null
  MENTION.lastIndex = index
  const name = MENTION.exec(text)?.[1]?.replace(/[.-]{1,32}$/, '')
  return name !== undefined && name.length >= 3 ? { text: `@${name}`, mention: name.toLowerCase() } : null
}

/** Only these may be followed; a script hides behind others. */
export function isLink(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, pathname } = new URL(address)
  if (protocol === 'mailto:') return pathname.includes('@')
  return (protocol === 'http:' || protocol === 'https:') && hostname !== ''
}

/** A closing bracket belongs to the address only if it was opened in it. */
function withoutTail(address: string): string {
  const surplus = {
    ')': count(address, ')') - count(address, '('),
    ']': count(address, ']') - count(address, '['),
  }
  let end = address.length
  for (; end > 0; end--) {
    const last = address.charAt(end - 1)
    if (TRAILING.includes(last)) continue
    if ((last !== ')' && last !== ']') || surplus[last] <= 0) break
    surplus[last]--
  }
  return address.slice(0, end)
}

function count(text: string, character: string): number {
  let found = 0
  for (const one of text) if (one === character) found++
  return found
}
