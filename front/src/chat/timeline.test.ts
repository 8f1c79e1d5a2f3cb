import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RoomEvent, Synced } from '@papo/contract'
import { logOf, messagesAt, pageOf, sentEvent, type Step } from './log.fixture'
import {
  addPage,
  hear,
  holeOf,
  openPage,
  receive,
  restart,
  settle,
  startTimeline,
  type Timeline,
} from './timeline'

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(
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
  ),
  pick: fc.nat(1000),
})
const steps = fc.array(step, { minLength: 1, maxLength: 60 })
const at = (epoch: number, head: number) => startTimeline({ epoch, head })
const held = (t: Timeline) => t.span?.entries.map((e) => e.message)

function synced(log: readonly RoomEvent[], since: number): Extract<Synced, { events: unknown }> {
  const head = log.length
  return { epoch: log[0]?.epoch ?? 1, head, persisted: head, events: log.filter((e) => e.seq > since) }
}

/** The order in which a careless network might bring a log: cut, repeated, shuffled, with losses. */
const delivery = (log: RoomEvent[]) =>
  fc
    .tuple(fc.subarray(log), fc.subarray(log))
    .chain(([some, again]) => fc.shuffledSubarray([...some, ...again], { minLength: some.length }))
    .chain((events) => fc.array(fc.nat(events.length), { maxLength: 5 }).map((cuts) => split(events, cuts)))

function split<T>(items: T[], cuts: number[]): T[][] {
  const edges = [0, ...cuts.sort((a, b) => a - b), items.length]
  return edges.slice(1).map((end, i) => items.slice(edges[i], end))
}

const scene = steps.chain((made) => {
  const log = logOf(made)
  return fc.record({ log: fc.constant(log), openedAt: fc.nat(log.length), batches: delivery(log) })
})

describe('a timeline', () => {
  it('is the same however the events come, once a sync has filled the holes', () => {
    fc.assert(
      fc.property(scene, ({ log, openedAt, batches }) => {
        let timeline = restart(at(1, 0), pageOf(log, openedAt, { limit: 1000 })).timeline
        for (const batch of batches) timeline = receive(timeline, batch).timeline
        timeline = hear(timeline, { epoch: 1, head: log.length })
        if (holeOf(timeline)) timeline = settle(timeline, timeline.head, synced(log, timeline.head)).timeline
        expect(holeOf(timeline)).toBeNull()
        expect(held(timeline)).toEqual(messagesAt(log, log.length))
      }),
    )
  })

  it('hands every event on exactly once and in order', () => {
    fc.assert(
      fc.property(scene, ({ log, batches }) => {
        let timeline = at(1, 0)
        const seen: number[] = []
        for (const batch of batches) {
          const received = receive(timeline, batch)
          timeline = received.timeline
          seen.push(...received.applied.map((e) => e.seq))
        }
        const rest = settle(timeline, timeline.head, synced(log, timeline.head))
        seen.push(...rest.applied.map((e) => e.seq))
        expect(seen).toEqual(log.map((e) => e.seq))
      }),
    )
  })

  it('never shows anything past a hole', () => {
    fc.assert(
      fc.property(scene, ({ log, batches }) => {
        let timeline = restart(at(1, 0), pageOf(log, 0)).timeline
        for (const batch of batches) {
          timeline = receive(timeline, batch).timeline
          expect(held(timeline)).toEqual(messagesAt(log, timeline.head))
        }
      }),
    )
  })

  it('is the same when pages older or newer than the live events are joined to it', () => {
    fc.assert(
      fc.property(scene, fc.nat(60), fc.nat(60), ({ log, batches }, x, y) => {
        const [openHead, olderHead] = [x % (log.length + 1), y % (log.length + 1)]
        let timeline = at(1, 0)
        const half = batches.length >> 1
        for (const batch of batches.slice(0, half)) timeline = receive(timeline, batch).timeline
        const opened = openPage(timeline, pageOf(log, openHead))
        if (opened === 'stale') return
        timeline = opened
        for (const batch of batches.slice(half)) timeline = receive(timeline, batch).timeline
        for (let rounds = 0; timeline.span?.hasBefore && rounds < 60; rounds++) {
          const before = timeline.span.entries[0]?.message.seq ?? 0
          const head = Math.max(olderHead, before)
          const older = addPage(timeline, pageOf(log, head, { before }))
          if (older === 'stale') throw new Error('nothing was cut from what is recent')
          timeline = older
        }
        timeline = hear(timeline, { epoch: 1, head: log.length })
        timeline = settle(timeline, timeline.head, synced(log, timeline.head)).timeline
        expect(held(timeline)).toEqual(messagesAt(log, log.length))
      }),
    )
  })

  it('catches up to the end when it was opened in the middle', () => {
    fc.assert(
      fc.property(scene, fc.nat(60), fc.nat(60), ({ log, batches }, x, y) => {
        const openHead = x % (log.length + 1)
        const opened = openPage(at(1, 0), pageOf(log, openHead, { after: 0, limit: 2 }))
        if (opened === 'stale') throw new Error('a first page is never stale')
        let timeline = opened
        for (const batch of batches) timeline = receive(timeline, batch).timeline
        for (let rounds = 0; timeline.span?.hasAfter && rounds < 60; rounds++) {
          const after = timeline.span.entries.at(-1)?.message.seq ?? 0
          const head = Math.max(openHead, y % (log.length + 1), after)
          const next = addPage(timeline, pageOf(log, head, { after, limit: 3 }))
          if (next === 'stale') throw new Error('nothing was cut from what is recent')
          timeline = next
        }
        timeline = hear(timeline, { epoch: 1, head: log.length })
        timeline = settle(timeline, timeline.head, synced(log, timeline.head)).timeline
        expect(held(timeline)).toEqual(messagesAt(log, log.length))
      }),
    )
  })

  it('is the same after a reset by a page, whatever was held and waiting', () => {
    fc.assert(
      fc.property(scene, fc.nat(60), ({ log, batches, openedAt }, x) => {
        let timeline = restart(at(1, 0), pageOf(log, openedAt)).timeline
        for (const batch of batches) timeline = receive(timeline, batch).timeline
        timeline = restart(timeline, pageOf(log, x % (log.length + 1), { limit: 1000 })).timeline
        timeline = hear(timeline, { epoch: 1, head: log.length })
        timeline = settle(timeline, timeline.head, synced(log, timeline.head)).timeline
        expect(held(timeline)).toEqual(messagesAt(log, log.length))
      }),
    )
  })

  it('takes nothing back that a page already showed when older events follow', () => {
    fc.assert(
      fc.property(steps, fc.nat(60), (made, x) => {
        const log = logOf(made)
        const behind = x % (log.length + 1)
        const opened = openPage(at(1, behind), pageOf(log, log.length, { limit: 1000 }))
        if (opened === 'stale') throw new Error('the page is newer than the timeline')
        let timeline: Timeline = opened
        for (const event of log) {
          timeline = receive(timeline, [event]).timeline
          expect(held(timeline)).toEqual(messagesAt(log, log.length))
        }
      }),
    )
  })

  it('adds no new message behind an end that it has not reached', () => {
    const log = logOf(Array.from({ length: 9 }, () => ({ kind: 'send', pick: 0 })))
    const opened = openPage(at(1, 8), pageOf(log, 8, { after: 0, limit: 3 }))
    if (opened === 'stale') throw new Error('the page is newer than the timeline')
    expect(held(receive(opened, log).timeline)?.map((m) => m.seq)).toEqual([1, 2, 3])
  })

  it('reports a hole and forgets it when the missing event comes', () => {
    let timeline = receive(at(1, 0), [sentEvent(1), sentEvent(3)]).timeline
    expect([timeline.head, holeOf(timeline)]).toEqual([1, 'gap'])
    timeline = receive(timeline, [sentEvent(2)]).timeline
    expect([timeline.head, holeOf(timeline)]).toEqual([3, null])
  })

  it('asks for a new page when another epoch is seen, and keeps that epoch’s events for it', () => {
    let timeline = restart(at(1, 0), pageOf(logOf([{ kind: 'send', pick: 0 }]), 1)).timeline
    const later = sentEvent(100_003, { epoch: 2 })
    timeline = receive(timeline, [later]).timeline
    expect([timeline.head, holeOf(timeline)]).toEqual([1, 'epoch'])
    const page = { messages: [], hasBefore: false, hasAfter: false, epoch: 2, head: 100_002 }
    timeline = restart(timeline, page).timeline
    expect([timeline.head, holeOf(timeline)]).toEqual([100_003, null])
    expect(held(timeline)?.map((m) => m.body)).toEqual(['m100003'])
  })

  it('passes over a void range when a sync says that nothing is missing', () => {
    const timeline = hear(at(2, 57), { epoch: 2, head: 100_058 })
    const events = [sentEvent(100_058, { epoch: 2 })]
    const { timeline: after } = settle(timeline, 57, { epoch: 2, head: 100_058, persisted: 57, events })
    expect([after.head, holeOf(after)]).toEqual([100_058, null])
  })

  it('takes no answer to a sync that began after what it holds', () => {
    const timeline = hear(at(1, 3), { epoch: 1, head: 9 })
    const answer = { epoch: 1, head: 9, persisted: 9, events: [sentEvent(8), sentEvent(9)] }
    expect(settle(timeline, 7, answer).timeline.head).toBe(3)
  })

  it('never lets an edit bring a deleted message back', () => {
    const page = pageOf([sentEvent(1)], 1)
    const late = [
      sentEvent(2, { type: 'message.deleted', data: { target: 1 } }),
      sentEvent(3, { type: 'message.edited', data: { target: 1, body: 'back' } }),
    ]
    const { timeline } = receive(restart(at(1, 0), page).timeline, late)
    expect(held(timeline)?.[0]?.body).toBe('')
    expect(held(timeline)?.[0]?.deletedAt).toBeDefined()
  })
})
