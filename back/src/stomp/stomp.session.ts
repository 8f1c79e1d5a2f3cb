import type { Accepted } from '@papo/contract'
import { ChatError, toChatError, toReply } from '../errors.js'
import type { Desk, Knock } from './desk.js'
import { subjectOf } from './destination.js'
import { type Frame, FrameError, type Headers } from './frame.js'
import { FrameReader } from './frame.reader.js'
import { BEAT_MS } from './heart.beat.js'
import { JSON_TYPE, StompLine, WAITING_BYTES_MAX } from './stomp.line.js'
import { StompPeer } from './stomp.peer.js'
import { Subscriptions } from './subscriptions.js'
import type { Wire } from './wire.js'

/** Frames that wait for those before them. */
const WAITING_MAX = 1_000
const UNSUPPORTED = new Set(['ACK', 'NACK', 'BEGIN', 'COMMIT', 'ABORT'])

type Turns = { onKnown: () => void; onOver: () => void }
type Place = { peer: StompPeer; subscriptions: Subscriptions }
type Given = Frame['headers']

/** One client: from CONNECT to its end. Frames are done one after another, as they came. */
export class StompSession {
  readonly line: StompLine
  private readonly reader = new FrameReader()
  private turn: Promise<void> = Promise.resolve()
  private waiting = { frames: 0, bytes: 0 }
  private place: Place | undefined
  private known = false

  constructor(
    wire: Wire,
    private readonly knock: Knock,
    private readonly desk: Desk,
    private readonly turns: Turns,
  ) {
    this.line = new StompLine(wire, desk.logger, () => {
      this.leave()
      this.turns.onOver()
    })
  }

  receive(chunk: Buffer): void {
    if (this.line.over) return
    this.line.heard()
    try {
      for (const frame of this.reader.read(chunk)) this.take(frame)
    } catch (error) {
      // What came before it is answered first.
      this.inTurn(() => this.line.fail(error))
    }
  }

  /** The client has gone. */
  gone(): void {
    this.line.end()
  }

  private take(frame: Frame): void {
    if (isConnect(frame)) {
      // At once, as it says how what follows is to be read.
      this.line.agree(frame)
      this.reader.plain = this.line.version === '1.0'
    }
    this.inTurn(() => this.handle(frame), frame.body.length)
  }

  private inTurn(work: () => Promise<void> | void, bytes = 0): void {
    const { waiting, line } = this
    waiting.frames++
    waiting.bytes += bytes
    if (waiting.frames > WAITING_MAX || waiting.bytes > WAITING_BYTES_MAX)
      return line.fail(new ChatError('rate_limited', 'Too many frames at once.', { retryAfterMs: 1_000 }))
    this.turn = this.turn.then(async () => {
      if (!line.over) await work()
      waiting.frames--
      waiting.bytes -= bytes
    })
  }

  private async handle(frame: Frame): Promise<void> {
    const receipt = frame.headers.get('receipt')
    try {
      const headers = await this.answer(frame)
      if (receipt !== undefined) this.line.write('RECEIPT', { 'receipt-id': receipt, ...headers })
      if (frame.command === 'DISCONNECT') this.line.close()
    } catch (error) {
      this.refuse(frame, error)
    }
  }

  /** @returns what its receipt says besides */
  private async answer(frame: Frame): Promise<Headers> {
    const { command, headers } = frame
    if (isConnect(frame)) return this.connect(frame)
    if (!this.place) throw new FrameError('CONNECT comes first')
    if (UNSUPPORTED.has(command) || headers.has('transaction'))
      throw new FrameError('transactions and acknowledgements are not supported')
    if (command === 'SEND') return receiptOf(await this.desk.send(this.place.peer, frame))
    if (command === 'SUBSCRIBE') await this.subscribe(this.place, headers)
    else if (command === 'UNSUBSCRIBE') this.place.subscriptions.remove(subscriptionOf(headers))
    else if (command !== 'DISCONNECT') throw new FrameError('no such command')
    return {}
  }

  private async connect(frame: Frame): Promise<Headers> {
    const { line, desk } = this
    const data = await desk.authenticate(this.knock, frame)
    if (line.over) return {}
    this.isKnown()
    const peer = new StompPeer(data, desk.broadcast, {
      disconnect: () => line.fail(new ChatError('unauthenticated', 'The session has ended.')),
      close: () => line.close(),
    })
    const deliver = (headers: Headers, body: unknown) =>
      line.write('MESSAGE', { ...headers, ...JSON_TYPE }, JSON.stringify(body))
    this.place = { peer, subscriptions: new Subscriptions(peer, desk.ears, deliver) }
    line.userId = data.userId
    await desk.admit(peer)
    const agreed = { version: line.version, 'heart-beat': `${BEAT_MS},${BEAT_MS}` }
    line.write('CONNECTED', { ...agreed, session: peer.id, server: 'Papo', 'user-name': data.userId })
    return {}
  }

  private async subscribe({ peer, subscriptions }: Place, headers: Given): Promise<void> {
    if ((headers.get('ack') ?? 'auto') !== 'auto') throw new FrameError('only ack:auto is supported')
    const [id, destination] = [subscriptionOf(headers), headers.get('destination') ?? '']
    const subject = await this.desk.named(subjectOf(destination))
    subscriptions.add(id, destination, subject)
    try {
      await this.desk.allow(peer, subject)
    } catch (error) {
      subscriptions.remove(id)
      throw error
    }
  }

  /** A client that listens to errors goes on; any other is told by ERROR. */
  private refuse(frame: Frame, error: unknown): void {
    const { headers } = frame
    if (error instanceof FrameError || !this.place || isConnect(frame)) return this.line.fail(error, headers)
    const reply = toReply(toChatError(error, this.desk.logger))
    const about = { 'receipt-id': headers.get('receipt'), about: headers.get('destination') }
    const isHeard = this.place.subscriptions.tellError({ ...about, message: reply.message }, reply)
    if (!isHeard) this.line.fail(error, headers)
  }

  private isKnown(): void {
    if (!this.known) this.turns.onKnown()
    this.known = true
  }

  private leave(): void {
    this.isKnown()
    if (!this.place) return
    this.place.subscriptions.removeAll()
    this.place.peer.gone()
    this.desk.dismiss(this.place.peer)
  }
}

const isConnect = ({ command }: Frame) => command === 'CONNECT' || command === 'STOMP'
const receiptOf = ({ epoch, seq, at, persisted }: Partial<Accepted>): Headers => ({
  epoch,
  seq,
  at,
  persisted,
})

/** Version 1.0 may go without an id. @throws FrameError */
function subscriptionOf(headers: Given): string {
  const id = headers.get('id') ?? headers.get('destination')
  if (id === undefined) throw new FrameError('id is missing')
  return id
}
