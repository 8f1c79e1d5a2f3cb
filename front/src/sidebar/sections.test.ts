import type { JoinedRoom } from '@papo/contract'
import { expect, test } from 'vitest'
import { PREFERENCES } from '../chat/log.fixture'
import { inOrder, sectionsOf, shownIn } from './sections'

type Given = Partial<JoinedRoom> & { id: string; muted?: boolean; pinned?: boolean }
const room = ({ muted = false, pinned = false, ...given }: Given) =>
  ({
    ...{ kind: 'public', unread: 0, mentions: 0, createdAt: `2026-01-01T00:00:0${given.id}Z` },
    ...given,
    preferences: { ...PREFERENCES, muted, pinned },
  }) as JoinedRoom
const ids = (rooms: readonly JoinedRoom[]) => rooms.map((r) => r.id)

test('pinned rooms come first, then rooms, then direct messages, each the latest first', () => {
  const rooms = [
    room({ id: '1' }),
    room({ id: '2', kind: 'direct' }),
    room({ id: '3' }),
    room({ id: '4', kind: 'direct', pinned: true }),
  ]
  expect(ids(inOrder(sectionsOf(rooms)))).toEqual(['4', '3', '1', '2'])
})

test('a muted room is the last of its section, however much is said in it', () => {
  const rooms = [room({ id: '9', muted: true, unread: 5 }), room({ id: '1' }), room({ id: '2' })]
  expect(ids(sectionsOf(rooms).rooms)).toEqual(['2', '1', '9'])
})

test('a closed section shows what is new in it, and where one is', () => {
  const rooms = [
    room({ id: '1', unread: 1 }),
    room({ id: '2' }),
    room({ id: '3' }),
    room({ id: '4', unread: 2, muted: true }),
  ]
  expect(ids(shownIn(rooms, true, '3'))).toEqual(['1', '3'])
  expect(ids(shownIn(rooms, false, '3'))).toEqual(['1', '2', '3', '4'])
})
