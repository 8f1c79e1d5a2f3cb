import type { RoomEvent } from '@papo/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALICE, logOf, messagesAt, pageOf, ROOM, sentEvent, type Step } from './log.fixture'
import { addToThread, followThread, openThread, rootOf, type Thread, type ThreadPage } from './thread'
import { hear, holeOf, receive, restart, settle, startTimeline, type Timeline } from './timeline'

const ROOT = 1
const KINDS = ['send', 'answer', 'answer', 'answer', 'edit', 'delete', 'react', 'pin'] as const
/** Begins with the root; `pick` 0 answers in its thread. */
const steps = fc
  .array(fc.record({ kind: fc.constantFrom(...KINDS), pick: fc.nat(12) }), { maxLength: 50 })
  .map((made): Step[] => [{ kind: 'send', pick: 0 }, ...made])

/** What the server would answer when it has applied everything up to `head`. */
function threadPage(
  log: readonly RoomEvent[],
  head: number,
  range: { before?: number; limit?: number } = {},
) {
  const all = messagesAt(log, head)
  const { before = Infinity, limit = 4 } = range
  const replies = all.filter((m) => m.threadOf === ROOT && m.seq < before)
  const messages = replies.slice(-limit)
  const page = { messages, hasBefore: replies.length > messages.length, hasAfter: before !== Infinity }
  return { ...pageOf(log, head), ...page, root: all[0] } as ThreadPage
}

const repliesOf = (thread: Thread) => thread.replies.entries.map((e) => e.message)
const inThread = (log: readonly RoomEvent[]) => messagesAt(log, log.length).filter((m) => m.threadOf === ROOT)

type World = { room: Timeline; thread: Thread | null }
const start: World = { room: startTimeline({ epoch: 1, head: 0 }), thread: null }
type Happening = 'live' | 'lost' | 'again' | 'late' | 'sync' | 'reset' | 'open' | 'older'
const HAPPENINGS: Happening[] = [
  'live',
  'live',
  'live',
  'lost',
  'again',
  'late',
  'sync',
  'reset',
  'open',
  'older',
]

/** A client with a careless network: `at` chooses how far the server is when it answers. */
function happen(world: World, what: Happening, { log, at }: { log: RoomEvent[]; at: number }): World {
  const { thread } = world
  const head = Math.min(log.length, Math.max(1, at))
  const next = roomAfter(world.room, what, { log, head })
  if (what === 'open') return carried({ room: next, thread: opened(next, threadPage(log, head)) ?? thread })
  if (what === 'older' && thread?.replies.hasBefore) {
    const page = threadPage(log, head, { before: repliesOf(thread)[0]?.seq ?? Infinity })
    const added = addToThread(thread, next, page)
    return carried({ room: next, thread: added === 'stale' ? thread : added })
  }
  return carried({ room: next, thread })
}

function roomAfter(room: Timeline, what: Happening, { log, head }: { log: RoomEvent[]; head: number }) {
  const next = log.find((e) => e.seq === room.head + 1)
  const late = log.filter((e) => e.seq >= head).slice(0, 3)
  const synced = {
    epoch: 1,
    head,
    persisted: head,
    events: log.filter((e) => e.seq > room.head && e.seq <= head),
  }
  if (what === 'live') return receive(room, next ? [next] : []).timeline
  if (what === 'again') return receive(room, log.slice(0, head).reverse()).timeline
  if (what === 'late') return receive(room, late.reverse()).timeline
  if (what === 'sync') return settle(room, room.head, synced).timeline
  return what === 'reset' ? restart(room, pageOf(log, Math.max(head, room.head))).timeline : room
}

/** What the store does after each change of the room: a stale thread is gone until it is loaded again. */
function carried({ room, thread }: World): World {
  const after = thread && followThread(thread, room)
  return { room, thread: after === 'stale' ? null : after }
}

function opened(room: Timeline, page: ThreadPage): Thread | null {
  const thread = openThread(room, page)
  return thread === 'stale' ? null : thread
}

/** Nothing more is lost: the room is whole, a stale thread is loaded again, older replies come. */
function settled(world: World, log: RoomEvent[]): Thread {
  const room = hear(world.room, { epoch: 1, head: log.length })
  const synced = happen({ ...world, room }, 'sync', { log, at: log.length })
  const whole = synced.room
  expect(holeOf(whole)).toBeNull()
  let thread = synced.thread ?? opened(whole, threadPage(log, log.length))
  for (let i = 0; thread?.replies.hasBefore && i < 60; i++)
    thread = happen({ room: whole, thread }, 'older', { log, at: log.length }).thread
  if (!thread) throw new Error('the thread could not be loaded')
  return thread
}

describe('a thread', () => {
  it('is the same however its events come, with losses, repeats, resyncs and pages of any age', () => {
    const happenings = fc.array(fc.tuple(fc.constantFrom(...HAPPENINGS), fc.nat(52)), { maxLength: 40 })
    fc.assert(
      fc.property(steps, happenings, (made, course) => {
        const log = logOf(made)
        const world = course.reduce((w, [what, at]) => happen(w, what, { log, at }), start)
        const thread = settled(world, log)
        expect(repliesOf(thread)).toEqual(inThread(log))
        expect(rootOf(thread)).toEqual(messagesAt(log, log.length)[0])
      }),
      { numRuns: 400 },
    )
  })

  it('is not told by a page that is older than itself, and than what the room knows, that nothing came before', () => {
    const answer: Step = { kind: 'answer', pick: 0 }
    const log = logOf([{ kind: 'send', pick: 0 }, ...Array.from({ length: 5 }, () => answer)])
    const world = happen(start, 'open', { log, at: 6 })
    const later = happen(world, 'older', { log, at: 1 })
    expect(later.thread?.replies.hasBefore).toBe(true)
    expect(repliesOf(settled(later, log))).toEqual(inThread(log))
  })

  it('never shows what the room has not reached, nor out of order', () => {
    fc.assert(
      fc.property(steps, fc.array(fc.nat(52), { maxLength: 30 }), (made, course) => {
        const log = logOf(made)
        let world = happen(start, 'open', { log, at: 1 })
        for (const at of course) {
          world = happen(world, at % 3 ? 'live' : 'late', { log, at })
          if (!world.thread) throw new Error('nothing made it stale')
          const { head } = world.thread
          const seqs = repliesOf(world.thread).map((m) => m.seq)
          expect(seqs).toEqual([...seqs].sort((a, b) => a - b))
          expect(repliesOf(world.thread)).toEqual(messagesAt(log, head).filter((m) => m.threadOf === ROOT))
        }
      }),
    )
  })

  it('is stale in another epoch, and after more than the room remembers', () => {
    const log = logOf([{ kind: 'send', pick: 0 }])
    const thread = opened(restart(start.room, pageOf(log, 1)).timeline, threadPage(log, 1))
    if (!thread) throw new Error('it is new')
    expect(followThread(thread, startTimeline({ epoch: 2, head: 100_001 }))).toBe('stale')
    expect(followThread(thread, startTimeline({ epoch: 1, head: 300 }))).toBe('stale')
    expect(openThread(startTimeline({ epoch: 2, head: 1 }), threadPage(log, 1))).toBe('stale')
  })

  it('takes a reply of one thread only, while its root counts', () => {
    const log = [
      sentEvent(1),
      sentEvent(2),
      sentEvent(3, { data: { body: 'there', threadOf: 2 } }),
      sentEvent(4, { data: { body: 'here', threadOf: 1 } }),
    ]
    const room = restart(startTimeline({ epoch: 1, head: 2 }), pageOf(log, 2)).timeline
    const thread = opened(room, threadPage(log, 2))
    const after = thread && followThread(thread, receive(room, log).timeline)
    if (!after || after === 'stale') throw new Error('nothing made it stale')
    expect(repliesOf(after).map((m) => m.body)).toEqual(['here'])
    expect(rootOf(after)).toMatchObject({ roomId: ROOM, thread: { count: 1, userIds: [ALICE] } })
  })
})
