import type { Framing } from './socket.wire.js'

/** SockJS's own words (sockjs-protocol 0.3.3). */
export const OPEN = 'o'
export const BEAT = 'h'
export const messages = (texts: string[]) => `a${JSON.stringify(texts)}`
export const closing = (code: number, reason: string) => `c${JSON.stringify([code, reason])}`
export const GO_AWAY = closing(3_000, 'Go away!')

/** A client's texts: an array of them, or one. @throws SyntaxError */
export function textsIn(json: string): string[] {
  if (json === '') return []
  const parsed: unknown = JSON.parse(json)
  const texts = Array.isArray(parsed) ? (parsed as unknown[]) : [parsed]
  if (!texts.every((text): text is string => typeof text === 'string')) throw new SyntaxError('not texts')
  return texts
}

export const SOCKJS: Framing = {
  hello: OPEN,
  goodbye: GO_AWAY,
  write: (text) => messages([text]),
  read: (data) => textsIn(data.toString()).map((text) => Buffer.from(text)),
}
