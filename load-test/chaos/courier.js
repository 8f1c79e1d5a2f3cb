// @ts-check
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * @typedef {import('../websocket/client.js').Client} Client
 * @typedef {{ name: string, type: string, bytes: Buffer }} Luggage
 * @typedef {{ status: number, body: any }} Answer
 */

const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const LARGE_BYTES = 9_000_000
const AGAIN_MS = 300
const PATIENCE_MS = 90_000

/** A text, a picture that is made anew, and a file that goes in parts. @returns {Luggage[]} */
export const luggage = () => [
  { name: 'note.txt', type: 'text/plain', bytes: Buffer.from(randomBytes(2_000).toString('hex')) },
  { name: 'dot.png', type: 'image/png', bytes: Buffer.from(PICTURE, 'base64') },
  { name: 'large.txt', type: 'text/plain', bytes: Buffer.from(randomBytes(LARGE_BYTES / 2).toString('hex')) },
]

/** Brings someone's files into their room, as stubbornly as the web app, and writes down answers that nobody should get. */
export class Courier {
  /** Those that were promised a place. @type {string[]} */
  ids = []
  /** @type {{ kind: string, why: string }[]} */
  found = []
  refused = 0

  /** @param {Client} client */
  constructor({ identity, roomId }) {
    this.identity = identity
    this.roomId = roomId
  }

  /** A place for a file, asked for once. @param {Luggage} luggage */
  async ask({ name, type, bytes }) {
    const answer = await this.call('POST', '/uploads', {
      roomId: this.roomId,
      name,
      type,
      size: bytes.length,
    })
    if (answer.status === 201) this.ids.push(answer.body.uploadId)
    return answer
  }

  /** Until the file may be used. @param {Luggage} luggage @returns {Promise<string | undefined>} its id */
  async carry(luggage) {
    const deadline = Date.now() + PATIENCE_MS
    const { body: target } = await this.#until(201, deadline, () => this.ask(luggage))
    if (!target?.uploadId) return undefined
    const id = target.uploadId
    await this.#until(200, deadline, async () => {
      await this.#send(target, luggage.bytes).catch(() => undefined)
      return this.call('POST', `/uploads/${id}/complete`)
    })
    for (; Date.now() < deadline; await sleep(AGAIN_MS)) {
      const { body } = await this.call('GET', `/uploads/${id}`)
      if (body?.state === 'clean') return id
      if (body?.state === 'refused') break
    }
    this.found.push({ kind: 'lost', why: `${luggage.name} never became a file` })
    return undefined
  }

  /** @param {string} id @returns {Promise<Buffer>} */
  async fetch(id) {
    const { origin, headers } = this.identity
    const link = await fetch(`${origin}/api/files/${id}`, { headers, redirect: 'manual' })
    const file = await fetch(new URL(link.headers.get('location') ?? '', origin))
    return Buffer.from(await file.arrayBuffer())
  }

  /** One call, made once. @param {string} method @param {string} path @param {object} [body] @returns {Promise<Answer>} */
  async call(method, path, body) {
    const { origin, headers } = this.identity
    const response = await fetch(`${origin}/api${path}`, {
      method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const answer = { status: response.status, body: await response.json().catch(() => undefined) }
    this.#judge(`${method} ${path}`, answer)
    return answer
  }

  /** Whatever is away, says so. @param {string} call @param {Answer} answer */
  #judge(call, { status, body }) {
    if (status < 500) return
    this.refused++
    if (status === 503 && body?.error?.code === 'unavailable' && body.error.retryable) return
    this.found.push({ kind: 'refused', why: `${call}: ${status} ${JSON.stringify(body)}` })
  }

  /** @param {{ url?: string, headers: Record<string, string>, partBytes?: number, parts?: { number: number, url: string }[] }} target @param {Buffer} bytes */
  async #send({ url = '', headers, partBytes, parts }, bytes) {
    const size = partBytes ?? bytes.length
    for (const { number, url: to } of parts ?? [{ number: 1, url }]) {
      const body = new Uint8Array(bytes.subarray((number - 1) * size, number * size))
      await fetch(new URL(to, this.identity.origin), { method: 'PUT', headers, body })
    }
  }

  /** @param {number} status @param {number} deadline @param {() => Promise<Answer>} ask @returns {Promise<Answer>} */
  async #until(status, deadline, ask) {
    for (;;) {
      const answer = await ask()
      if (answer.status === status) return answer
      if (Date.now() > deadline) {
        this.found.push({ kind: 'unsettled', why: `still ${answer.status} after ${PATIENCE_MS} ms` })
        return { status: 0, body: undefined }
      }
      await sleep(AGAIN_MS)
    }
  }
}
