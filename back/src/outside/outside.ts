import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { type BodyLimit, ENCODINGS, readBody } from './answer.body.js'
import { OutsideError } from './outside.error.js'
import { lookupOf, type Resolve, resolveBut, type Route, routeTo } from './route.js'

const DEADLINE_MS = 3_000
const HEADER_BYTES_MAX = 16_384
const USER_AGENT = 'Papo/0.1'

export type OutsideRequest = BodyLimit & {
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: Buffer
  /** What a good answer may be; any, if not given. */
  types?: readonly string[]
  /** Of a GET; each is judged like the first address. None, if not given. */
  redirectsMax?: number
  /** For all of it: names, connections, redirects, the last byte. 3 s, if not given. */
  deadlineMs?: number
}
export type OutsideAnswer = {
  /** The last one, after redirects. */
  url: URL
  status: number
  headers: IncomingHttpHeaders
  /** Without parameters, in lower case. */
  type: string
  body: Buffer
}
/** How it reaches the world: other ways are for tests. */
export type Surroundings = {
  /** `host:port`s that may be anything and anywhere. */
  allowed?: readonly string[]
  resolve?: Resolve
  connect?: (route: Route) => Socket
}

/**
 * Requests to addresses that others chose: only to the open internet, on the web's ports, within limits of time and
 * size; without cookies, credentials, connections kept or anything else that would carry over from one to the next.
 */
export class Outside {
  private readonly allowed: readonly string[]
  private readonly resolve: Resolve
  private readonly connect: (route: Route) => Socket

  constructor({ allowed = [], resolve = resolveBut(allowed), connect = dial }: Surroundings = {}) {
    this.allowed = allowed
    this.resolve = resolve
    this.connect = connect
  }

  /** @returns whatever the status is. @throws OutsideError */
  async fetch(address: string, wanted: OutsideRequest): Promise<OutsideAnswer> {
    const deadline = new AbortController()
    const late = new OutsideError('deadline')
    const timer = setTimeout(() => deadline.abort(late), wanted.deadlineMs ?? DEADLINE_MS)
    const { signal } = deadline
    // A name's resolution cannot be called off, only be left alone.
    const expiry = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(late))
    })
    try {
      return await Promise.race([this.follow(address, wanted, signal), expiry])
    } finally {
      clearTimeout(timer)
      deadline.abort(late)
    }
  }

  private async follow(address: string, wanted: OutsideRequest, signal: AbortSignal): Promise<OutsideAnswer> {
    let at = parse(address)
    const { method = 'GET', redirectsMax = 0 } = wanted
    for (let redirects = 0; ; redirects++) {
      const route = await routeTo(at, this.resolve, this.allowed)
      signal.throwIfAborted()
      const answer = await this.ask(route, wanted, signal)
      const next = method === 'GET' ? redirectOf(answer, at) : undefined
      if (!next) return finish(answer, at, wanted)
      answer.destroy()
      if (redirects >= redirectsMax) throw new OutsideError('redirects')
      at = next
    }
  }

  private ask(route: Route, wanted: OutsideRequest, signal: AbortSignal): Promise<IncomingMessage> {
    const { method = 'GET', headers = {}, body, types } = wanted
    return new Promise((resolve, reject) => {
      const asked = request({
        method,
        path: `${route.url.pathname}${route.url.search}`,
        headers: {
          'user-agent': USER_AGENT,
          accept: types?.join(', ') ?? '*/*',
          'accept-encoding': ENCODINGS,
          ...headers,
          host: route.url.host,
          connection: 'close',
          ...(body && { 'content-length': body.length }),
        },
        maxHeaderSize: HEADER_BYTES_MAX,
        createConnection: () => this.connect(route),
        signal,
      })
      asked.on('response', resolve)
      asked.on('error', (cause) => reject(new OutsideError('network', { cause })))
      asked.end(body)
    })
  }
}

function parse(address: string): URL {
  if (!URL.canParse(address)) throw new OutsideError('url')
  return new URL(address)
}

function dial(route: Route): Socket {
  const { host, port } = route
  const to = { host, port, lookup: lookupOf(route), autoSelectFamily: true }
  if (route.url.protocol === 'http:') return connectTcp(to)
  const servername = isIP(host) ? '' : host.replace(/\.$/, '')
  return connectTls({ ...to, servername, ALPNProtocols: ['http/1.1'] })
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage, from: URL): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === undefined) return undefined
  if (!URL.canParse(headers.location, from.href)) throw new OutsideError('url')
  return new URL(headers.location, from)
}

async function finish(answer: IncomingMessage, url: URL, wanted: OutsideRequest): Promise<OutsideAnswer> {
  const { statusCode: status = 0, headers } = answer
  const type = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (status < 300 && wanted.types && !wanted.types.includes(type)) {
    answer.destroy()
    throw new OutsideError('type')
  }
  return { url, status, headers, type, body: await readBody(answer, wanted) }
}
