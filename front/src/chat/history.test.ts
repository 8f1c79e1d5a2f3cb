import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RoomEvent, Synced } from '@papo/contract'
import { logOf, messagesAt, pageOf, sentEvent, type Step } from './log.fixture'
import { messageOf } from './message'
import {
  addPage,
  hear,
  openPage,
  receive,
  settle,
  startTimeline,
  type Timeline,
  trimTimeline,
} from './timeline'

const kinds = [
  'send',
  'send',
  'send',
  'answer',
  'answer',
  'edit',
  'delete',
  'react',
  'unreact',
  'pin',
  'join',
]
const step = fc.record({ kind: fc.constantFrom(...kinds), pick: fc.nat(1000) }) as fc.Arbitrary<Step>
const steps = fc.array(step, { minLength: 1, maxLength: 60 })

/** What may befall a room while someone looks through its history; numbers choose where. */
type Deed = { do: 'talk' | 'lose' | 'repeat' | 'sync' | 'older' | 'newer' | 'trim' | 'open'; at: number }
const deed = fc.record({
  do: fc.constantFrom('talk', 'talk', 'lose', 'repeat', 'sync', 'older', 'newer', 'trim', 'trim', 'open'),
  at: fc.nat(1000),
}) as fc.Arbitrary<Deed>
const deeds = fc.array(deed, { maxLength: 60 })

const edge = (timeline: Timeline, side: 'older' | 'newer') =>
  timeline.span?.entries.at(side === 'older' ? 0 : -1)?.message.seq

/** A browser and a server that is further than it: `said` events of the log have happened. */
class Reader {
  timeline = startTimeline({ epoch: 1, head: 0 })
  said = 0

  constructor(private readonly log: readonly RoomEvent[]) {
    this.open(0)
  }

  act({ do: what, at }: Deed): void {
    if (what === 'talk') return this.talk(at % 7)
    if (what === 'lose') return void (this.said = Math.min(this.log.length, this.said + (at % 5)))
    if (what === 'repeat') return this.hear(this.log.slice(at % (this.said + 1), this.said))
    if (what === 'sync') return this.sync()
    if (what === 'open') return this.open(at % (this.said + 1))
    if (what === 'trim')
      return void (this.timeline = trimTimeline(this.timeline, at % (this.said + 1), 1 + (at % 9)))
    this.widen(what)
  }

  /** Whatever happened: after a sync and all pages, it is the log. */
  readAll(): void {
    this.said = this.log.length
    this.sync()
    for (let rounds = 0; rounds < 200 && this.timeline.span?.hasBefore; rounds++) this.widen('older')
    for (let rounds = 0; rounds < 200 && this.timeline.span?.hasAfter; rounds++) this.widen('newer')
  }

  widen(side: 'older' | 'newer'): void {
    const from = edge(this.timeline, side)
    if (from === undefined) return this.open(this.said)
    const range = side === 'older' ? { before: from } : { after: from }
    this.take(addPage(this.timeline, pageOf(this.log, this.said, { ...range, limit: 4 })))
  }

  private talk(count: number): void {
    const before = this.said
    this.said = Math.min(this.log.length, before + count)
    this.hear([...this.log.slice(before, this.said)].reverse())
  }

  private hear(events: readonly RoomEvent[]): void {
    this.timeline = receive(this.timeline, events).timeline
  }

  private sync(): void {
    const since = this.timeline.head
    const [head, events] = [this.said, this.log.slice(since, this.said)]
    const answer: Synced = { epoch: 1, head, persisted: head, events }
    this.timeline = settle(hear(this.timeline, { epoch: 1, head }), since, answer).timeline
  }

  /** As the server does: some messages before that seq, some after. */
  private open(around: number): void {
    const before = messagesAt(this.log, this.said).filter((m) => m.seq <= around)
    const after = before.at(-3)?.seq ?? 0
    this.take(openPage(this.timeline, pageOf(this.log, this.said, { after, limit: 6 })))
  }

  private take(next: Timeline | 'stale'): void {
    expect(next).not.toBe('stale')
    if (next !== 'stale') this.timeline = next
  }
}

describe('looking through history', () => {
  it('ends with the log, whatever was delivered, lost, repeated, loaded and let go of on the way', () => {
    fc.assert(
      fc.property(steps, deeds, (made, acts) => {
        const log = logOf(made)
        const reader = new Reader(log)
        for (const act of acts) reader.act(act)
        reader.readAll()
        const held = reader.timeline.span?.entries.map((e) => e.message)
        expect(held).toEqual(messagesAt(log, log.length))
      }),
      { numRuns: 500 },
    )
  })

  it('holds an unbroken run of messages at every moment, each of them as it was at one point of the log', () => {
    fc.assert(
      fc.property(steps, deeds, (made, acts) => {
        const log = logOf(made)
        const all = messagesAt(log, log.length).map((m) => m.seq)
        const reader = new Reader(log)
        for (const act of acts) {
          reader.act(act)
          const entries = reader.timeline.span?.entries ?? []
          const seqs = entries.map((e) => e.message.seq)
          const from = all.indexOf(seqs[0] ?? -1)
          expect(seqs).toEqual(seqs.length === 0 ? [] : all.slice(from, from + seqs.length))
          for (const { message, asOf } of entries) {
            const then = messagesAt(log, Math.max(asOf, reader.timeline.head))
            expect(message).toEqual(then.find((m) => m.seq === message.seq))
          }
        }
      }),
    )
  })

  it('does not grow for ever while a room goes on unseen', () => {
    const opened = openPage(startTimeline({ epoch: 1, head: 0 }), pageOf([], 0))
    if (opened === 'stale') throw new Error('a first page is never stale')
    const events = Array.from({ length: 6_000 }, (_, i) => sentEvent(i + 1))
    let timeline: Timeline = opened
    for (let i = 0; i < events.length; i += 500)
      timeline = receive(timeline, events.slice(i, i + 500)).timeline
    expect(timeline.span?.entries.length).toBeLessThanOrEqual(5_000)
    expect(timeline.span?.hasBefore).toBe(true)
    expect(timeline.span?.entries.at(-1)?.message.seq).toBe(6_000)
  })
})

describe('a thread', () => {
  it('is summed up in its root: how many replies, when the last, and its three latest authors', () => {
    const log = logOf([
      { kind: 'send', pick: 0 },
      ...[0, 1, 2, 3, 1].map((pick) => ({ kind: 'answer' as const, pick: pick * 4 + pick })),
    ])
    const root = sentEvent(1)
    if (root.type !== 'message.sent') throw new Error('not a message')
    const { timeline } = receive(
      { ...startTimeline({ epoch: 1, head: 0 }), span: { entries: [], hasBefore: false, hasAfter: false } },
      log,
    )
    const thread = timeline.span?.entries[0]?.message.thread
    expect(messageOf(root).thread).toBeUndefined()
    expect(thread?.count).toBe(5)
    expect(thread?.lastAt).toBe(log[5]?.at)
    expect(thread?.userIds).toEqual([log[5]?.actorId, log[4]?.actorId, log[3]?.actorId])
  })
})
