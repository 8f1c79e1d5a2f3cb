import type { Accepted, RoomEvent } from '@papo/contract'
import { setTimeout as pause } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import type { Cluster } from './harness.js'
import type { Person } from './person.js'
import { Tab } from './tab.js'
import { until } from './until.js'

const ACKED_WITHIN_MS = 60_000

export type Said = Accepted & { body: string; clientId: string; userId: string }

/** A client that keeps a message until it is acked, sending it again by the same clientId, to whichever instance answers. */
export class Talker {
  readonly said: Said[] = []
  private open: Tab | undefined

  constructor(
    private readonly cluster: Cluster,
    private readonly person: Person,
    private readonly roomId: string,
    private place = 0,
  ) {}

  /** `clientId`: of a message that is said again. */
  async say(body: string, clientId = uuidv7()): Promise<Said> {
    const deadline = performance.now() + ACKED_WITHIN_MS
    for (;;) {
      const ack = await this.try(body, clientId)
      if (ack) {
        const said = { ...ack, body, clientId, userId: this.person.id }
        this.said.push(said)
        return said
      }
      if (performance.now() > deadline) throw new Error(`not acked within ${ACKED_WITHIN_MS} ms: ${body}`)
      await pause(50)
    }
  }

  /** Says `count` things, one after another. */
  async talk(count: number, topic: string): Promise<void> {
    for (let n = 0; n < count; n++) await this.say(`${topic} ${n}`)
  }

  close(): void {
    this.open?.close()
  }

  private async try(body: string, clientId: string): Promise<Accepted | undefined> {
    try {
      if (!this.open?.socket.connected) {
        this.open?.close()
        this.open = new Tab(this.cluster.url(this.place++), this.person.token)
        await this.open.untilReady()
      }
      const ack = await this.open.ask('message:send', { roomId: this.roomId, clientId, body })
      if (ack.ok) return ack.data
      if (!ack.error.retryable) throw new Error(`refused for good: ${JSON.stringify(ack.error)}`)
      return undefined
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('refused')) throw error
      // No answer: it may or may not have been accepted, so the same clientId is sent again.
      return undefined
    }
  }
}

type Row = { seq: string; sender_id: string; client_id: string; body: string }

/** I1 to I3: every acked message is stored once, under its seq, with its body, and the room has no hole but its voids. */
export async function expectKept(cluster: Cluster, roomId: string, said: Said[]): Promise<void> {
  const rows = await until(async () => {
    const result = await cluster.db.query<Row>('SELECT * FROM message WHERE room_id = $1 ORDER BY seq', [
      roomId,
    ])
    return result.rows.length >= said.length && result.rows
  })
  const stored = new Map(
    rows.map((row) => [`${row.sender_id} ${row.client_id}`, { seq: Number(row.seq), body: row.body }]),
  )
  expect(stored.size).toBe(rows.length)
  for (const { userId, clientId, seq, body } of said)
    expect(stored.get(`${userId} ${clientId}`)).toEqual({ seq, body })
  await expectNoHoles(cluster, roomId)
}

async function expectNoHoles(cluster: Cluster, roomId: string): Promise<void> {
  const { rows } = await cluster.db.query<{ seq: string }>(
    'SELECT seq FROM message WHERE room_id = $1 UNION ALL SELECT seq FROM room_event WHERE room_id = $1 ORDER BY 1',
    [roomId],
  )
  const voids = await cluster.db.query<{ from_seq: string; to_seq: string }>(
    'SELECT from_seq, to_seq FROM room_void WHERE room_id = $1',
    [roomId],
  )
  const after = new Map(voids.rows.map((row) => [Number(row.from_seq), Number(row.to_seq) + 1]))
  let expected = 1
  for (const row of rows) {
    while (after.has(expected)) expected = after.get(expected) ?? 0
    expect(Number(row.seq)).toBe(expected)
    expected++
  }
}

/** I4 for one socket's view: strictly increasing, and whole from its first event on but for voids of new epochs. */
export function expectWhole(events: RoomEvent[]): void {
  events.forEach((event, i) => {
    const before = events[i - 1]
    if (!before) return
    if (event.epoch === before.epoch) expect(event.seq).toBe(before.seq + 1)
    else expect(event.seq).toBeGreaterThan(before.seq)
  })
}
