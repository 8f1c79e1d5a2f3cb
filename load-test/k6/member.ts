import { setTimeout } from 'k6/timers'
import { LIMITS } from '../../contract/src/limits.ts'
import type { ServerEventName } from '../../contract/src/names.ts'
import { Connection } from './connection.ts'
import type { Count, Event, Message } from './count.ts'
import type { Visitor } from './visitor.ts'
import type { Head, Reply, Synced } from './wire.ts'

export interface Place {
  visitor: Visitor
  roomId: string
  index: number
}

/** What a member tells of itself. */
export interface Told {
  delivered(message: Message): void
  acked(message: Message): void
  reconnected(): void
  refused(code: string): void
}

const ANSWER_MS = 5_000

/** One person in one room, with the manners of the web app: resends, catch-up after a gap or a reconnect. */
export class Member {
  private connection: Connection | undefined
  private outbox = new Map<string, Message>()
  private epoch = 0
  private isReady = false
  private isSyncing = false
  private isDone = false

  constructor(
    private place: Place,
    private count: Count,
    private told: Told,
  ) {
    this.connect()
  }

  get hasBeenReady() {
    return this.epoch > 0
  }

  say(message: Message) {
    this.count.sent(message)
    this.outbox.set(message.clientId, message)
    this.transmit(message)
  }

  drop() {
    this.connection?.drop()
  }

  end() {
    this.isDone = true
    this.connection?.end()
  }

  private get view() {
    const view = this.count.views[this.place.index]
    if (!view) throw new Error(`no place ${this.place.index}`)
    return view
  }

  private connect() {
    if (this.isDone) return
    this.connection = new Connection(this.place.visitor, {
      onEvent: (name, payload) => this.hear(name, payload),
      onRefused: (code) => this.place.visitor.refused(code),
      onClose: () => {
        this.isReady = this.isSyncing = false
        setTimeout(() => this.connect(), 200 + Math.random() * 1800)
      },
    })
  }

  private hear(name: ServerEventName, payload: unknown) {
    if (name === 'ready') this.arrive((payload as { rooms: Head[] }).rooms)
    else if (name === 'room:events') this.receive(payload as (Event & { roomId: string })[])
    else if (name === 'heartbeat') {
      const head = (payload as { rooms: Partial<Record<string, Head>> }).rooms[this.place.roomId]?.head ?? 0
      if (head > this.view.last) this.lookLater()
    }
  }

  private arrive(rooms: Head[]) {
    const room = rooms.find(({ roomId }) => roomId === this.place.roomId)
    if (!room) throw new Error(`place ${this.place.index} is not in the room`)
    this.count.connected(this.place.index)
    this.isReady = true
    if (!this.hasBeenReady) this.view.startAt(room.head)
    else {
      this.told.reconnected()
      this.sync()
    }
    this.epoch = room.epoch
    for (const message of this.outbox.values()) this.transmit(message)
  }

  private receive(events: (Event & { roomId: string })[]) {
    const { roomId, index } = this.place
    for (const event of events) {
      if (event.roomId !== roomId) continue
      const message = this.count.received(index, event, 'live')
      if (message) this.told.delivered(message)
      if (event.seq > this.view.last) this.lookLater()
    }
  }

  /** A hole may fill by itself. */
  private lookLater() {
    if (this.isSyncing) return
    this.isSyncing = true
    const before = this.view.last
    setTimeout(() => {
      this.isSyncing = false
      if (this.view.last === before) this.sync()
    }, LIMITS.gapWaitMs)
  }

  private sync() {
    if (this.isSyncing || !this.isReady) return
    this.isSyncing = true
    const ask = { roomId: this.place.roomId, epoch: this.epoch, since: this.view.last }
    this.connection?.send('room:sync', ask, (answer) => {
      this.isSyncing = false
      const reply = answer as Reply<Synced>
      if (!reply.ok) this.lookLater()
      else if ('reset' in reply.data) this.startAfresh()
      else for (const event of reply.data.events) this.count.received(this.place.index, event, 'asked')
    })
  }

  private startAfresh() {
    const { roomId, index } = this.place
    for (const { messages, head, hasAfter } of this.place.visitor.pages(roomId, this.view.last)) {
      for (const { seq, clientId, body } of messages)
        this.count.received(index, { seq, type: 'message.sent', clientId, data: { body } }, 'asked')
      if (!hasAfter) this.view.startAt(head)
    }
  }

  private transmit(message: Message) {
    const { connection, place } = this
    if (!this.isReady || !connection) return
    const { clientId, body } = message
    let isAnswered = false
    connection.send('message:send', { roomId: place.roomId, clientId, body }, (answer) => {
      isAnswered = true
      this.settle(message, answer as Reply<{ seq: number }>)
    })
    setTimeout(() => {
      if (!isAnswered && connection === this.connection) this.transmit(message)
    }, ANSWER_MS)
  }

  private settle(message: Message, reply: Reply<{ seq: number }>) {
    if (!this.outbox.has(message.clientId)) return
    if (reply.ok) {
      this.outbox.delete(message.clientId)
      this.count.acked(message.clientId, reply.data.seq)
      this.told.acked(message)
    } else if (reply.error.retryable)
      setTimeout(() => this.transmit(message), reply.error.retryAfterMs ?? 1_000)
    else this.told.refused(reply.error.code)
  }
}
