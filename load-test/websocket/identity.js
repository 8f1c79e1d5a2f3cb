// @ts-check
import { setTimeout as sleep } from 'node:timers/promises'

/** @typedef {{ code: string, message: string, retryable: boolean, retryAfterMs?: number }} ErrorReply */

export class ApiError extends Error {
  /** @param {string} call @param {number} status @param {Partial<ErrorReply>} reply */
  constructor(call, status, reply) {
    super(`${call}: ${status} ${reply.code ?? ''} ${reply.message ?? ''}`.trim())
    this.status = status
    this.retryable = reply.retryable ?? status >= 500
    this.retryAfterMs = reply.retryAfterMs
  }
}

const PATIENCE_MS = 60_000

/** One user's HTTP side: keeps cookies (also the proxy's sticky one) and its Origin, as a browser does. */
export class Identity {
  /** @type {Map<string, string>} */
  #cookies = new Map()
  userId = ''

  /** @param {string} origin @param {string} username @param {string} password */
  constructor(origin, username, password) {
    this.origin = origin
    this.username = username
    this.password = password
  }

  get headers() {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return { origin: this.origin, ...(cookie && { cookie }) }
  }

  /** Registers; a repeated attempt whose first answer was lost logs in instead. */
  async register() {
    const { username, password } = this
    const account = { username, email: `${username}@load.example.com`, password }
    try {
      this.#remember(await this.call('POST', '/auth/register', account))
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 409) throw error
      this.#remember(await this.call('POST', '/auth/login', { login: username, password }))
    }
  }

  /** A new access cookie for the next handshake. */
  async refresh() {
    await this.call('POST', '/auth/refresh', {})
  }

  /**
   * Calls until it succeeds, is refused for good, or a minute has passed.
   * @param {string} method @param {string} path after `/api` @param {object} [body]
   * @returns {Promise<any>} the parsed answer
   */
  async call(method, path, body) {
    const deadline = Date.now() + PATIENCE_MS
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#callOnce(method, path, body)
      } catch (error) {
        const wait = retryDelayMs(error, attempt)
        if (wait === undefined || Date.now() + wait > deadline) throw error
        await sleep(wait)
      }
    }
  }

  /** @param {string} method @param {string} path @param {object} [body] */
  async #callOnce(method, path, body) {
    const response = await fetch(`${this.origin}/api${path}`, {
      method,
      headers: { ...this.headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    })
    for (const line of response.headers.getSetCookie()) this.#keep(line)
    const text = await response.text()
    const answer = parseJson(text)
    if (!response.ok) throw new ApiError(`${method} /api${path}`, response.status, answer?.error ?? {})
    return answer
  }

  /** @param {{ user: { id: string } }} answer */
  #remember({ user }) {
    this.userId = user.id
  }

  /** @param {string} setCookie */
  #keep(setCookie) {
    const pair = setCookie.split(';', 1)[0] ?? ''
    const at = pair.indexOf('=')
    if (at < 1) return
    if (at === pair.length - 1) this.#cookies.delete(pair.slice(0, at))
    else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
  }
}

/** @param {unknown} error @param {number} attempt @returns {number | undefined} undefined: do not retry */
function retryDelayMs(error, attempt) {
  const backoffMs = Math.min(4000, 200 * 2 ** attempt) * (0.5 + Math.random() / 2)
  if (!(error instanceof ApiError)) return backoffMs
  if (!error.retryable) return undefined
  return error.retryAfterMs === undefined ? backoffMs : error.retryAfterMs + Math.random() * 250
}

/** @param {string} text */
function parseJson(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
