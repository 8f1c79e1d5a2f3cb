import { randomUUID } from 'node:crypto'
import type { RoomEvent } from '@papo/contract'
import { ChatError } from '../errors.js'
import type { Ears } from '../vocabulary/ears.js'
import type { Subject } from './destination.js'
import type { Headers } from './frame.js'
import type { StompPeer } from './stomp.peer.js'

type Subscription = { subject: Subject; end: () => void }
type Deliver = (headers: Headers, body: unknown) => void

const SUBSCRIPTIONS_MAX = 1_000

/** What one client has subscribed to. A room's events reach it while it is in the room's channel, and no longer. */
export class Subscriptions {
  private readonly open = new Map<string, Subscription>()

  constructor(
    private readonly peer: StompPeer,
    private readonly ears: Ears,
    private readonly deliver: Deliver,
  ) {}

  /** From now on; `subject` names its room. @throws ChatError `invalid_payload` */
  add(id: string, destination: string, subject: Subject): void {
    if (this.open.has(id)) throw new ChatError('invalid_payload', 'id: there is such a subscription already')
    if (this.open.size >= SUBSCRIPTIONS_MAX)
      throw new ChatError('invalid_payload', `No more than ${SUBSCRIPTIONS_MAX} subscriptions.`)
    const deliver: Deliver = (headers, body) =>
      this.deliver({ destination, subscription: id, 'message-id': randomUUID(), ...headers }, body)
    this.open.set(id, { subject, end: this.listen(subject, deliver) })
  }

  remove(id: string): void {
    this.open.get(id)?.end()
    this.open.delete(id)
  }

  removeAll(): void {
    for (const id of [...this.open.keys()]) this.remove(id)
  }

  /** Tells whoever listens to errors. @returns whether anyone does */
  tellError(headers: Headers, body: unknown): boolean {
    const to = [...this.open].filter(([, { subject }]) => subject.of === 'errors')
    for (const [id] of to)
      this.deliver(
        { destination: '/user/queue/errors', subscription: id, 'message-id': randomUUID(), ...headers },
        body,
      )
    return to.length > 0
  }

  private listen(subject: Subject, deliver: Deliver): () => void {
    const { peer, ears } = this
    const onMessage = (told: { id: string }) => deliver({ 'message-id': told.id }, told)
    switch (subject.of) {
      case 'errors':
        return () => undefined
      case 'private':
        return ears.direct(peer, onMessage)
      case 'status':
        return ears.room(peer, subject.roomId, { onStatus: (told) => deliver({}, told) })
      case 'chat':
        return ears.room(peer, subject.roomId ?? '', { onMessage })
      case 'events': {
        const hear = (events: RoomEvent[]) => {
          for (const event of events) deliver(headersOf(event), event)
        }
        return ears.listen(subject.roomId, { peerId: peer.id, hear })
      }
    }
  }
}

const headersOf = ({ roomId, epoch, seq }: RoomEvent): Headers => ({
  'message-id': `${roomId}:${epoch}:${seq}`,
  epoch,
  seq,
})
