import type { JoinedRoom } from '@papo/contract'
import { expect, test } from 'vitest'
import { roomState } from '../chat/chat.store'
import { ALICE, BOB, logOf, pageOf as historyOf, PREFERENCES, ROOM, selfOf } from '../chat/log.fixture'
import { openPage, receive } from '../chat/timeline'
import { listOf, pageOf, roomsOf } from './kept'

const log = logOf(Array.from({ length: 60 }, (_, pick) => ({ kind: 'send' as const, pick })))
const history = historyOf(log, 60, { limit: 60 })
const room = {
  ...{
    id: ROOM,
    kind: 'direct',
    name: '',
    topic: '',
    epoch: 1,
    head: 60,
    ordinal: 60,
    unread: 0,
    mentions: 0,
  },
  ...{ createdAt: '2026-01-01T00:00:00Z', preferences: PREFERENCES, lastMessage: history.messages.at(-1) },
  people: [{ id: BOB, username: 'bob', displayName: 'Bob', role: 'member', presence: 'online' }],
} as unknown as JoinedRoom
const closed = roomState(room)
const opened = { ...closed, timeline: openPage(closed.timeline, history) as typeof closed.timeline }
const self = selfOf(ALICE)
const list = listOf({ self, rooms: { [ROOM]: opened }, people: {} })

test('what was seen comes back: the end of the room, up to the same event', () => {
  const page = pageOf(opened)
  const back = roomsOf({ list, pages: page ? [page] : [] })[ROOM]
  expect(back?.timeline.head).toBe(60)
  expect(back?.timeline.span?.entries.map((e) => e.message)).toEqual(history.messages.slice(-40))
  expect(back?.timeline.span).toMatchObject({ hasBefore: true, hasAfter: false })
  expect(back?.load).toBe('ready')
})

test('what happened since goes on from there', () => {
  const page = pageOf(opened)
  const back = roomsOf({ list, pages: page ? [page] : [] })[ROOM]
  const next = logOf(Array.from({ length: 61 }, (_, pick) => ({ kind: 'send' as const, pick }))).slice(60)
  const { timeline } = receive(back?.timeline ?? closed.timeline, next)
  expect(timeline.span?.entries.at(-1)?.message.seq).toBe(61)
})

test('a room that was never opened shows its last message', () => {
  const back = roomsOf({ list, pages: [] })[ROOM]
  expect(back?.timeline.span?.entries.map((e) => e.message.seq)).toEqual([60])
  expect(back?.timeline.span?.hasBefore).toBe(true)
  expect(pageOf(closed)).toBeNull()
})

test('nobody is said to be online who was so when it was kept', () => {
  expect(roomsOf({ list, pages: [] })[ROOM]?.room.people?.[0]?.presence).toBe('offline')
})
