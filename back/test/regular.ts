import type { Accepted, Ack, RoomEvent } from '@papo/contract'
import { io, type Socket } from 'socket.io-client'
import { v7 as uuidv7 } from 'uuid'
import type { Said } from './talker.js'
import type { Person } from './person.js'
import { until } from './until.js'

const ACK_MS = 3_000
type Synced = { events: RoomEvent[] } | { reset: true }

/** Someone in one room, with a client that comes back by itself, catches up, and repeats what was not acked. */
export class Regular {
  readonly events: RoomEvent[] = []
  readonly said: Said[] = []
  /** The instances that it was on, one after another. */
  readonly places: string[] = []
  private readonly socket: Socket
  private catchingUp = true
  private waiting: RoomEvent[] = []

  constructor(
    at: string,
    private readonly person: Person,
    private readonly roomId: string,
    transports: ('websocket' | 'polling')[] = ['websocket'],
  ) {
    this.socket = io(at, { auth: { token: person.token }, transports, withCredentials: true, forceNew: true })
    this.socket.on('room:events', (events: RoomEvent[]) => this.hear(events))
    this.socket.on('disconnect', () => (this.catchingUp = true))
    this.socket.on('ready', ({ instanceId }: { instanceId: string }) => {
      this.places.push(instanceId)
      void this.catchUp()
    })
  }

  get isHere(): boolean {
    return this.socket.connected && !this.catchingUp
  }

  get place(): string | undefined {
    return this.isHere ? this.places.at(-1) : undefined
  }

  get bodies(): string[] {
    return this.events.flatMap((event) => (event.type === 'message.sent' ? [event.data.body] : []))
  }

  async say(body: string): Promise<void> {
    const clientId = uuidv7()
    const ack = await until(() => this.ask<Accepted>('message:send', { clientId, body }), { what: 'an ack' })
    this.said.push({ ...ack, body, clientId, userId: this.person.id })
  }

  close(): void {
    this.socket.close()
  }

  private hear(events: RoomEvent[]): void {
    const ours = events.filter(({ roomId }) => roomId === this.roomId)
    if (this.catchingUp) this.waiting.push(...ours)
    else this.add(ours)
  }

  private async catchUp(): Promise<void> {
    const last = this.events.at(-1)
    const since = last && { epoch: last.epoch, since: last.seq }
    const missed = since && (await this.ask<Synced>('room:sync', since))
    if (since && !missed) return
    if (missed && 'reset' in missed) throw new Error('too far behind')
    this.add(missed?.events ?? [])
    this.catchingUp = false
    this.add(this.waiting.splice(0))
  }

  private add(events: RoomEvent[]): void {
    for (const event of events) if (event.seq > (this.events.at(-1)?.seq ?? 0)) this.events.push(event)
  }

  private async ask<T>(command: string, payload: object): Promise<T | undefined> {
    try {
      const asked = this.socket.timeout(ACK_MS).emitWithAck(command, { roomId: this.roomId, ...payload })
      const ack = (await asked) as Ack<T>
      return ack.ok ? ack.data : undefined
    } catch {
      // In doubt: asked again under the same clientId.
      return undefined
    }
  }
}
