import { io, type Socket } from 'socket.io-client'
import { type Answer, request } from './person.js'

type Headers = Record<string, string>

/** A page of an instance in a browser: it keeps cookies, and every call says where the page is from. */
export class Browser {
  readonly jar = new Map<string, string>()

  constructor(readonly at: string) {}

  get cookie(): string {
    return [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** `body` is sent as it is when it is text. A header set to '' is left out. */
  async call<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    more: Headers = {},
  ): Promise<Answer<T>> {
    const json = body === undefined ? {} : { 'content-type': 'application/json' }
    const all: Headers = { origin: this.at, cookie: this.cookie, ...json, ...more }
    const headers = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''))
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const answer = await request<T>(`${this.at}/api${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: text }),
    })
    this.keep(answer.headers.getSetCookie())
    return answer
  }

  /** Another tab, or a thief's copy: the cookies as they are now, on any instance. */
  copy(at = this.at): Browser {
    const other = new Browser(at)
    for (const [name, value] of this.jar) other.jar.set(name, value)
    return other
  }

  /** Whether the session opens anything. */
  async isIn(): Promise<boolean> {
    return (await this.call('GET', '/auth/me')).status === 200
  }

  private keep(cookies: string[]): void {
    for (const cookie of cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      if (value) this.jar.set(name, value)
      else this.jar.delete(name)
    }
  }
}

export const PASSWORD = 'correct horse battery'
export const account = (username: string) => ({
  username,
  email: `${username}@example.org`,
  password: PASSWORD,
})

/** Registers an account in a new browser. */
export async function enter(at: string, username: string): Promise<Browser> {
  const browser = new Browser(at)
  const { status } = await browser.call('POST', '/auth/register', account(username))
  if (status !== 201) throw new Error(`register ${username}: ${status}`)
  return browser
}

/** Logs in to an account in a new browser. */
export async function login(at: string, username: string, password = PASSWORD): Promise<Browser> {
  const browser = new Browser(at)
  const { status } = await browser.call('POST', '/auth/login', { login: username, password })
  if (status !== 200) throw new Error(`log in ${username}: ${status}`)
  return browser
}

/** A socket of the page, which is known by its cookie. */
export async function socketOf(browser: Browser): Promise<Socket> {
  const socket = await knock(browser.at, { headers: { origin: browser.at, cookie: browser.cookie } })
  if (typeof socket === 'string') throw new Error(socket)
  return socket
}

export type Knock = { headers?: Headers; token?: string; transport?: 'websocket' | 'polling' }

/** Opens a socket; gives it, or why it was refused. */
export function knock(
  at: string,
  { headers = {}, token, transport = 'websocket' }: Knock,
): Promise<Socket | string> {
  const socket = io(at, {
    transports: [transport],
    extraHeaders: headers,
    reconnection: false,
    forceNew: true,
    ...(token === undefined ? {} : { auth: { token } }),
  })
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(socket))
    socket.once('connect_error', (error) => resolve(error.message))
  })
}

// Within a second, says the promise; a busy machine may be late, but a poll once a minute would not pass.
const ENDED_WITHIN_MS = 3_000

/** Resolves when the server ends the socket. @throws if it lives on */
export function ended(socket: Socket, withinMs = ENDED_WITHIN_MS): Promise<void> {
  if (socket.disconnected) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the socket lives on after ${withinMs} ms`)), withinMs)
    socket.once('disconnect', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
