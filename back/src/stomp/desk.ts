import { Inject, Injectable } from '@nestjs/common'
import type { Accepted } from '@papo/contract'
import type { IncomingHttpHeaders } from 'node:http'
import { ChatError } from '../errors.js'
import { Limiter } from '../limit/limiter.js'
import { LOGGER, type Logger } from '../logger.js'
import type { Caller } from '../realtime/ack.js'
import { Admission } from '../realtime/admission.js'
import { Broadcast } from '../realtime/broadcast.js'
import type { SocketData } from '../realtime/channels.js'
import { HandshakeGuard } from '../realtime/handshake.js'
import { Ears } from '../vocabulary/ears.js'
import { type Meant, meantBy } from '../vocabulary/lenient.js'
import { Talk } from '../vocabulary/talk.js'
import { errandOf, type Subject } from './destination.js'
import type { Frame } from './frame.js'
import type { StompPeer } from './stomp.peer.js'

/** Whose request brought the connection: its headers, and the peer's address. */
export type Knock = { headers: IncomingHttpHeaders; address: string }

const BEARER = /^Bearer +(.+)$/i
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** What a STOMP session asks of the rest of the instance. */
@Injectable()
export class Desk {
  constructor(
    private readonly guard: HandshakeGuard,
    private readonly admission: Admission,
    private readonly talk: Talk,
    private readonly limiter: Limiter,
    readonly ears: Ears,
    readonly broadcast: Broadcast,
    @Inject(LOGGER) readonly logger: Logger,
  ) {}

  /** By the CONNECT frame's token, else the request's, else its cookie. @throws ChatError `unauthenticated`, `unavailable` */
  async authenticate(knock: Knock, { headers }: Frame): Promise<SocketData> {
    const given = headers.get('Authorization') ?? headers.get('authorization') ?? knock.headers.authorization
    const auth = given === undefined ? {} : { token: BEARER.exec(given)?.[1] ?? given }
    const { userId, sessionId, address, scopes } = await this.guard.authenticate({ ...knock, auth })
    return { userId, sessionId, address, ...(scopes && { scopes }) }
  }

  async admit(peer: StompPeer): Promise<void> {
    await this.admission.admit(peer)
  }

  dismiss(peer: StompPeer): void {
    this.admission.dismiss(peer)
  }

  /** Where a message stands, if the frame was one. @throws ChatError as the commands and services do */
  async send(peer: StompPeer, { headers, body }: Frame): Promise<Partial<Accepted>> {
    const errand = errandOf(headers.get('destination') ?? '')
    const caller: Caller = { ...peer.data, socketId: peer.id }
    const meant = readBody(body, headers)
    if (errand.act === 'addUser') return this.enter(peer, caller, meant.roomId)
    if (errand.act === 'removeUser') {
      await this.talk.leave(caller, meant.roomId)
      return {}
    }
    const place = errand.act === 'send' ? { roomId: errand.roomId } : {}
    const { roomId: _, clientId: __, ...accepted } = await this.talk.say(caller, { ...meant, ...place })
    return accepted
  }

  /** The room that a subject is about. */
  async named(subject: Subject): Promise<Subject> {
    return subject.of === 'chat' ? { of: 'chat', roomId: await this.talk.roomOf(subject.roomId) } : subject
  }

  /**
   * Members hear from now on. Whoever subscribes to the chat of a public room before they join it hears from then on.
   * @throws ChatError `forbidden`, `not_found`
   */
  async allow(peer: StompPeer, subject: Subject): Promise<void> {
    await this.limiter.spendCall({ userId: peer.data.userId })
    if (!('roomId' in subject) || subject.roomId === undefined) return
    try {
      await this.admission.sit(peer, subject.roomId)
    } catch (error) {
      const isPublic = error instanceof ChatError && error.code === 'forbidden'
      if (!isPublic || subject.of !== 'chat') throw error
    }
  }

  private async enter(peer: StompPeer, caller: Caller, asked: string | undefined): Promise<object> {
    await this.admission.sit(peer, await this.talk.enter(caller, asked))
    return {}
  }
}

/** JSON, or else a bare text. @throws ChatError `invalid_payload` */
function readBody(body: Buffer, headers: Frame['headers']): Meant {
  const clientId = headers.get('client-id')
  const own = clientId === undefined ? {} : { clientId }
  const text = decode(body)
  const isText =
    /^text\/plain\b/i.test(headers.get('content-type') ?? '') || !text.trimStart().startsWith('{')
  if (isText) return { ...meantBy({ body: text, ...own }) }
  return meantBy({ ...parseJson(text), ...own })
}

function decode(body: Buffer): string {
  try {
    return utf8.decode(body)
  } catch {
    throw new ChatError('invalid_payload', 'The body is not UTF-8.')
  }
}

function parseJson(text: string): object {
  try {
    return JSON.parse(text) as object
  } catch {
    throw new ChatError('invalid_payload', 'The body is not JSON.')
  }
}
