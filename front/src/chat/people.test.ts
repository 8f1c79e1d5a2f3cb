import type { JoinedRoom, RoomEvent, Self, User, UserWithPresence } from '@papo/contract'
import { DEFAULT_SETTINGS } from '@papo/contract/names'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Api } from '../api'
import { createChatStore, roomState } from './chat.store'
import { createPeople } from './people'
import { advanceRoom } from './summary'

const user = (id: string, displayName = id): User => ({ id, username: id, displayName, role: 'member' })
const seen = (id: string, displayName = id): UserWithPresence => ({
  ...user(id, displayName),
  presence: 'online',
})
const SELF: Self = { ...user('me'), email: 'me@example.org', settings: DEFAULT_SETTINGS }
const DIRECT = {
  ...{
    id: 'room',
    kind: 'direct',
    name: '',
    topic: '',
    isDefault: false,
    memberCount: 2,
    createdAt: '',
    previews: true,
  },
  ...{ epoch: 1, head: 5, persisted: 5, ordinal: 3, readSeq: 5, readOrdinal: 3, unread: 0, mentions: 0 },
  ...{
    role: 'member',
    preferences: { pinned: false, muted: false, notify: 'default' },
    people: [seen('ana')],
  },
} as const satisfies JoinedRoom

function setUp() {
  const store = createChatStore(SELF)
  store.setState({ rooms: { room: roomState(DIRECT) } })
  const asked: string[][] = []
  const api = {
    usersById: (ids: readonly string[]) => {
      asked.push([...ids])
      return Promise.resolve({ items: ids.map((id) => seen(id)) })
    },
  } as unknown as Api
  return { store, asked, people: createPeople(store, api) }
}

beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-05-20T12:00:00Z') }))
afterEach(() => void vi.useRealTimers())

test('a new name reaches the direct room that is called after its people, and no other room', () => {
  const { store, people } = setUp()
  const other = roomState({ ...DIRECT, id: 'other', people: [seen('bob')] })
  store.setState((s) => ({ rooms: { ...s.rooms, other } }))
  people.learn([user('ana', 'Ana Souza')])
  expect(store.getState().rooms['room']?.room.people).toEqual([seen('ana', 'Ana Souza')])
  expect(store.getState().rooms['other']).toBe(other)
  expect(store.getState().people['ana']?.displayName).toBe('Ana Souza')
})

test('so does a new picture, and that it was taken away', () => {
  const { store, people } = setUp()
  people.learn([{ ...user('ana'), avatarFileId: 'face' }])
  expect(store.getState().rooms['room']?.room.people).toEqual([{ ...seen('ana'), avatarFileId: 'face' }])
  people.learn([user('ana')])
  expect(store.getState().rooms['room']?.room.people).toEqual([seen('ana')])
})

test('what is known already changes no room', () => {
  const { store, people } = setUp()
  people.learn([seen('ana')])
  const before = store.getState().rooms
  people.learn([user('ana')])
  expect(store.getState().rooms).toBe(before)
})

test('a status that was taken away is gone', () => {
  const { store, people } = setUp()
  people.learn([{ ...user('ana'), statusEmoji: '🏝️', statusText: 'away' }])
  people.learn([user('ana')])
  expect(store.getState().rooms['room']?.room.people).toEqual([seen('ana')])
})

test('strangers are asked about once, many at a time, and again when what is known is old', async () => {
  const { asked, people } = setUp()
  people.want(['ana', 'bob', 'me'])
  people.want(['ana'])
  await vi.advanceTimersByTimeAsync(50)
  people.want(['ana', 'bob'])
  await vi.advanceTimersByTimeAsync(50)
  expect(asked).toEqual([['ana', 'bob']])
  await vi.advanceTimersByTimeAsync(5 * 60_000)
  people.want(['bob'])
  await vi.advanceTimersByTimeAsync(50)
  expect(asked).toEqual([['ana', 'bob'], ['bob']])
})

test('after a break those of direct rooms are asked about at once', async () => {
  const { asked, people } = setUp()
  people.learn([seen('ana'), seen('bob')])
  people.doubt()
  await vi.advanceTimersByTimeAsync(50)
  expect(asked).toEqual([['ana']])
})

test('a room closes and opens for oneself with the event that says so', () => {
  const event = (seq: number, userId: string, mutedUntil: string | null): RoomEvent => ({
    ...{ roomId: 'room', epoch: 1, seq, ordinal: 3, at: '', actorId: userId },
    type: 'member.updated',
    data: { userId, role: 'member', mutedUntil },
  })
  const far = '9999-12-31T23:59:59.999Z'
  const closed = advanceRoom(DIRECT, [event(6, 'ana', far), event(7, 'me', far)], 'me')
  expect(closed.mutedUntil).toBe(far)
  expect(advanceRoom(DIRECT, [event(6, 'ana', far)], 'me').mutedUntil).toBeUndefined()
  expect(advanceRoom(closed, [event(8, 'me', null)], 'me')).not.toHaveProperty('mutedUntil')
})
