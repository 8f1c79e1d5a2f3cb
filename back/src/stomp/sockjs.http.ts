import { Inject, Injectable } from '@nestjs/common'
import { LIMITS } from '@papo/contract'
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { CONFIG, type Config } from '../config.js'
import { toChatError } from '../errors.js'
import { bareHeaders } from '../http/headers.js'
import { Limiter } from '../limit/limiter.js'
import { LOGGER, type Logger } from '../logger.js'
import { textsIn } from './sockjs.framing.js'
import { StompDoor } from './stomp.door.js'
import type { StompSession } from './stomp.session.js'
import { XhrWire } from './xhr.wire.js'

/** Several frames may come in one call. */
const BODY_BYTES_MAX = 4 * LIMITS.frameBytesMax
const SESSION_PATH = /^\/[^/.]+\/([^/.]+)\/(xhr|xhr_streaming|xhr_send)$/
const WELCOME = 'Welcome to SockJS!\n'

type Visit = { wire: XhrWire; session: StompSession }

/**
 * What SockJS asks by HTTP: whether there are WebSockets, and for those who cannot have them, a session of calls. Such
 * a session lives on one instance, as long polling does.
 */
@Injectable()
export class SockJsHttp {
  private readonly visits = new Map<string, Visit>()

  constructor(
    private readonly door: StompDoor,
    private readonly limiter: Limiter,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** For Express, below STOMP's path. It answers whatever comes there. */
  readonly handle = (request: IncomingMessage, response: ServerResponse): void => {
    this.route(request, response).catch((error: unknown) => {
      const { code } = toChatError(error, this.logger)
      if (!response.headersSent) end(response, code === 'rate_limited' ? 429 : 503)
      else response.destroy()
    })
  }

  private async route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    bareHeaders(this.config, response)
    response.setHeader('Cache-Control', 'no-store, no-transform')
    const { method } = request
    const [path = ''] = (request.url ?? '').split('?', 1)
    const refusal = this.door.refusal(request)
    if (refusal === 403) return end(response, 403)
    allowOrigin(request, response)
    if (method === 'OPTIONS') return preflight(response)
    if (method === 'GET' && path === '/info') return end(response, 200, JSON.stringify(info()))
    if (method === 'GET' && (path === '' || path === '/')) return end(response, 200, WELCOME)
    const [, id = '', call] = SESSION_PATH.exec(path) ?? []
    if (method !== 'POST' || !call) return end(response, 404)
    if (call === 'xhr_send') return this.take(id, request, response)
    if (!this.visitOf(id, request) && refusal) return end(response, refusal)
    await this.limiter.spendCall({ address: this.door.addressOf(request) })
    if (response.destroyed) return
    const visit = this.visitOf(id, request) ?? this.begin(id, request)
    visit.wire.answer(response, call === 'xhr_streaming')
  }

  /** A session is for the address that began it: its id is the client's choice, and no secret of ours. */
  private visitOf(id: string, request: IncomingMessage): Visit | undefined {
    const visit = this.visits.get(id)
    return visit?.wire.address === this.door.addressOf(request) ? visit : undefined
  }

  private begin(id: string, request: IncomingMessage): Visit {
    const wire = new XhrWire(this.door.addressOf(request), () => {
      if (this.visits.get(id) === visit) this.visits.delete(id)
      visit.session.gone()
    })
    const visit: Visit = { wire, session: this.door.welcome(wire, request) }
    // Someone else's id is not taken from them.
    if (!this.visits.has(id)) this.visits.set(id, visit)
    return visit
  }

  private async take(id: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const visit = this.visitOf(id, request)
    if (!visit) return end(response, 404)
    const body = await read(request)
    if (body === undefined) return end(response, 413)
    let texts: string[]
    try {
      texts = textsIn(body)
    } catch {
      return end(response, 500, 'Broken JSON encoding.')
    }
    for (const text of texts) visit.session.receive(Buffer.from(text))
    end(response, 204)
  }
}

const info = () => ({
  websocket: true,
  origins: ['*:*'],
  cookie_needed: true,
  entropy: randomBytes(4).readUInt32BE(),
})

/** For the pages that may call at all. */
function allowOrigin({ headers }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Vary', 'Origin')
  if (headers.origin === undefined) return
  response.setHeader('Access-Control-Allow-Origin', headers.origin)
  response.setHeader('Access-Control-Allow-Credentials', 'true')
}

function preflight(response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Methods', 'OPTIONS, GET, POST')
  response.setHeader('Access-Control-Allow-Headers', 'Content-Type')
  response.setHeader('Access-Control-Max-Age', 600)
  end(response, 204)
}

function end(response: ServerResponse, status: number, body = ''): void {
  const type = body.startsWith('{') ? 'application/json' : 'text/plain'
  response.writeHead(status, body ? { 'Content-Type': `${type}; charset=UTF-8` } : {}).end(body)
}

/** Undefined for what is too long. */
async function read(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length
    if (bytes > BODY_BYTES_MAX) return undefined
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString()
}
