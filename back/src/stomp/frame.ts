import { LIMITS } from '@papo/contract'

/** One frame of STOMP 1.2 (stomp.github.io/stomp-specification-1.2.html). */
export type Frame = { command: string; headers: ReadonlyMap<string, string>; body: Buffer }
export type Headers = Record<string, string | number | undefined>

/** What a client may send in one frame. */
export const FRAME_LIMITS = { headBytes: 16_384, headers: 64, bodyBytes: LIMITS.frameBytesMax } as const

/** What is no frame: after it nobody knows where the next one begins. */
export class FrameError extends Error {}

const ESCAPED: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', ':': '\\c' }
const UNESCAPED: Record<string, string> = { '\\\\': '\\', '\\n': '\n', '\\r': '\r', '\\c': ':' }

const escape = (text: string) => text.replace(/[\\\n\r:]/g, (char) => ESCAPED[char] ?? char)

/** @throws FrameError for an escape that the specification does not know */
export function unescape(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\[^]?/g, (pair) => {
    const char = UNESCAPED[pair]
    if (char === undefined) throw new FrameError('unknown escape in a header')
    return char
  })
}

/**
 * The text of a frame, with its NUL. Every body has its length in bytes, so it may hold anything.
 * `plain` is for version 1.0, which knows no escapes, and for CONNECTED, which has none in any version.
 */
export function writeFrame(
  command: string,
  headers: Headers,
  { body = '', plain = false }: { body?: string; plain?: boolean } = {},
): string {
  const write = plain ? (text: string) => text.replace(/[\n\r]/g, ' ') : escape
  let text = `${command}\n`
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) text += `${write(name)}:${write(String(value))}\n`
  if (body) text += `content-length:${Buffer.byteLength(body)}\n`
  return `${text}\n${body}\0`
}
