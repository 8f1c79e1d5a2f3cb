import { type Frame, FRAME_LIMITS, FrameError, unescape } from './frame.js'

const [NUL, LF, CR] = [0x00, 0x0a, 0x0d]
const EMPTY = Buffer.alloc(0)
const LEAST_BYTES = 1_024
const COMMAND = /^[A-Z]{1,16}$/
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

type Head = Omit<Frame, 'body'> & { length: number | undefined }

/**
 * Frames out of a stream of bytes, however it was cut into chunks. What it holds back is bounded, and each byte is
 * looked at once.
 */
export class FrameReader {
  /** Version 1.0: headers have no escapes. */
  plain = false
  private bytes: Buffer = EMPTY
  private start = 0
  private end = 0
  /** Up to where the end of what is being read was looked for. */
  private scanned = 0
  private head: Head | undefined;

  /** @throws FrameError for what is no frame, after the frames before it; then the stream is over */
  *read(chunk: Buffer): Generator<Frame> {
    this.append(chunk)
    for (let frame = this.next(); frame; frame = this.next()) yield frame
  }

  private next(): Frame | undefined {
    this.head ??= this.readHead()
    if (!this.head) return undefined
    const body = this.readBody(this.head)
    if (!body) return undefined
    const { command, headers } = this.head
    this.head = undefined
    if (body.length > 0 && command !== 'SEND') throw new FrameError(`${command} has no body`)
    return { command, headers, body }
  }

  /** Never writes where a frame that was given out may lie. */
  private append(chunk: Buffer): void {
    const held = this.end - this.start
    if (held === 0) {
      this.bytes = chunk
      this.start = this.scanned = 0
      this.end = chunk.length
      return
    }
    if (this.end + chunk.length > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(LEAST_BYTES, 2 * (held + chunk.length)))
      this.bytes.copy(larger, 0, this.start, this.end)
      this.bytes = larger
      this.scanned -= this.start
      this.start = 0
      this.end = held
    }
    chunk.copy(this.bytes, this.end)
    this.end += chunk.length
  }

  private readHead(): Head | undefined {
    // Between frames: ends of lines, which are also heart-beats.
    while (this.start < this.end && (this.bytes[this.start] === LF || this.bytes[this.start] === CR))
      this.start++
    this.scanned = Math.max(this.scanned, this.start)
    const held = this.bytes.subarray(0, this.end)
    for (let at = held.indexOf(LF, this.scanned); at >= 0; at = held.indexOf(LF, at + 1)) {
      this.requireShort(at - this.start)
      const next = held[at + 1] === CR ? at + 2 : at + 1
      if (next >= this.end) {
        this.scanned = at
        return undefined
      }
      if (held[next] !== LF) continue
      const head = this.parse(held.subarray(this.start, at))
      this.start = this.scanned = next + 1
      return head
    }
    this.requireShort(this.end - this.start)
    this.scanned = Math.max(this.start, this.end)
    return undefined
  }

  private requireShort(bytes: number): void {
    if (bytes > FRAME_LIMITS.headBytes) throw new FrameError('headers are too large')
  }

  private readBody({ length }: Head): Buffer | undefined {
    const held = this.bytes.subarray(0, this.end)
    const stop = length === undefined ? held.indexOf(NUL, this.scanned) : this.start + length
    const known = stop >= 0 && stop < this.end
    if (!known) this.scanned = this.end
    if ((known ? stop : this.end) - this.start > FRAME_LIMITS.bodyBytes)
      throw new FrameError('the body is too large')
    if (!known) return undefined
    if (held[stop] !== NUL) throw new FrameError('the body is longer than content-length says')
    const body = held.subarray(this.start, stop)
    this.start = this.scanned = stop + 1
    return body
  }

  private parse(bytes: Buffer): Head {
    const [command = '', ...lines] = decode(bytes)
      .split('\n')
      .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
    if (!COMMAND.test(command)) throw new FrameError('no such command')
    if (lines.length > FRAME_LIMITS.headers) throw new FrameError('too many headers')
    const plain = this.plain || command === 'CONNECT' || command === 'STOMP'
    const headers = new Map<string, string>()
    for (const line of lines) {
      const colon = line.indexOf(':')
      if (colon < 1) throw new FrameError('a header has no name or no value')
      const [name, value] = [line.slice(0, colon), line.slice(colon + 1)]
      const key = plain ? name : unescape(name)
      // Of repeated headers the first one counts.
      if (!headers.has(key)) headers.set(key, plain ? value : unescape(value))
    }
    return { command, headers, length: lengthOf(headers) }
  }
}

function decode(bytes: Buffer): string {
  if (bytes.includes(NUL)) throw new FrameError('a frame ends within its headers')
  try {
    return utf8.decode(bytes)
  } catch {
    throw new FrameError('headers are not UTF-8')
  }
}

function lengthOf(headers: ReadonlyMap<string, string>): number | undefined {
  const length = headers.get('content-length')
  if (length === undefined) return undefined
  if (!/^\d{1,9}$/.test(length)) throw new FrameError('content-length is no number')
  if (Number(length) > FRAME_LIMITS.bodyBytes) throw new FrameError('the body is too large')
  return Number(length)
}
