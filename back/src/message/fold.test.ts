import type { RoomEvent } from '@papo/contract'
import { expect, test } from 'vitest'
import { blankDeleted, fold, type Folded } from './fold.js'

const base = {
  roomId: 'r',
  epoch: 1,
  ordinal: 1,
  at: '2026-01-01T00:00:00.000Z',
  actorId: 'alice',
  clientId: 'c',
}
const sent = (seq: number, body: string): RoomEvent => ({
  ...base,
  seq,
  type: 'message.sent',
  data: { body },
})
const edited = (seq: number, target: number, body: string): RoomEvent => ({
  ...base,
  seq,
  type: 'message.edited',
  data: { target, body },
})
const deleted = (seq: number, target: number): RoomEvent => ({
  ...base,
  seq,
  type: 'message.deleted',
  data: { target },
})

function folded(events: RoomEvent[]) {
  const messages: Folded = new Map()
  fold(messages, events)
  return [...messages.values()]
}

test('applying the same run of events again changes nothing', () => {
  const run = [sent(1, 'a'), edited(2, 1, 'b'), sent(3, 'c'), deleted(4, 3), edited(5, 3, 'd')]
  expect(folded([...run, ...run.slice(1, 2), ...run.slice(3)])).toEqual(folded(run))
})

test('deleted wins over an edit that comes after', () => {
  expect(folded([sent(1, 'a'), deleted(2, 1), edited(3, 1, 'b')])).toMatchObject([
    { body: '', deletedAt: base.at },
  ])
})

test('a root counts the replies in its thread, names the latest authors first, and goes on when it is deleted', () => {
  const reply = (seq: number, actorId: string): RoomEvent => ({
    ...base,
    ...{ seq, actorId, type: 'message.sent', data: { body: `${seq}`, threadOf: 1 } },
  })
  const authors = ['alice', 'bob', 'carol', 'dave', 'bob'].map((name, i) => reply(2 + i, name))
  const [root, ...replies] = folded([
    sent(1, 'a'),
    ...authors,
    deleted(7, 1),
    deleted(8, 2),
    reply(9, 'alice'),
  ])
  expect(root).toMatchObject({ body: '', thread: { count: 6, userIds: ['alice', 'bob', 'dave'] } })
  expect(replies[0]).toMatchObject({ body: '', threadOf: 1 })
})

test('events about messages elsewhere are passed over', () => {
  expect(folded([edited(2, 1, 'b')])).toEqual([])
})

test('a run tells nothing of what was deleted later in it', () => {
  const run = blankDeleted([sent(1, 'secret'), edited(2, 1, 'secret too'), sent(3, 'kept'), deleted(4, 1)])
  expect(JSON.stringify(run)).not.toContain('secret')
  expect(JSON.stringify(run)).toContain('kept')
})
