import { expect, it } from 'vitest'
import { lastOwn } from './last-own'
import { ALICE, BOB, messagesAt, ROOM, selfOf, sentEvent } from './log.fixture'
import { accept, enqueue, type Outbox } from './outbox'
import type { Span } from './span'

const THREAD = 1
const log = [
  sentEvent(1),
  sentEvent(2, { actorId: BOB }),
  sentEvent(3, { data: { body: 'm3', threadOf: THREAD } }),
]
const span: Span = {
  entries: messagesAt(log, 3).map((message) => ({ message, asOf: 3 })),
  hasBefore: false,
  hasAfter: false,
}
const queued = enqueue([], { clientId: 'new', roomId: ROOM, body: 'just said', queuedAt: 9 })
const sent = accept(queued, 'new', { epoch: 1, seq: 4, persisted: 0 })
const last = (outbox: Outbox, place: { threadOf?: number } = {}) =>
  lastOwn({ self: selfOf(ALICE), outbox }, { roomId: ROOM, ...place }, span)

it('is one’s own, and of the thread or the room that is meant', () => {
  expect(last([])?.seq).toBe(1)
  expect(last([], { threadOf: THREAD })?.seq).toBe(3)
})

it('is what was just sent, even before the room has told of it', () => {
  expect(last(sent)).toMatchObject({ seq: 4, body: 'just said' })
})

it('is none before it in its place while it has no seq', () => {
  expect(last(queued)).toBeUndefined()
})

it('is what the room tells of it as soon as it has', () => {
  const heard = accept(queued, 'new', { epoch: 1, seq: 1, persisted: 0 })
  expect(last(heard)).toBe(span.entries[0]?.message)
})

it('is not what could not be sent, what waits for its files, or what is said elsewhere', () => {
  const at = { clientId: 'b', roomId: ROOM, body: 'x', queuedAt: 10 }
  const file = { localId: 'f', name: 'a.png', size: 1, type: 'image/png' }
  expect(last(queued.map((item) => ({ ...item, state: 'failed' })))?.seq).toBe(1)
  expect(last(enqueue([], { ...at, uploads: [file] }))?.seq).toBe(1)
  expect(last(enqueue([], { ...at, threadOf: THREAD }))?.seq).toBe(1)
})
