import type { Message, Preview, RoomEvent } from '@papo/contract'
import { expect, test } from 'vitest'
import { dueOf } from './due.js'

const [A, B] = ['https://a.example/', 'https://b.example/']
const OURS = '11111111-1111-5111-8111-111111111111'
const THEIRS = '11111111-1111-7111-8111-111111111111'
const roomId = '01900000-0000-7000-8000-000000000001'
const author = '01900000-0000-7000-8000-000000000002'
const base = { roomId, epoch: 1, ordinal: 1, at: '2026-01-01T00:00:00.000Z', actorId: author }
const preview = (url: string): Preview => ({ url, title: 'Title' })

const attached = (seq: number, url: string | null, clientId = OURS): RoomEvent => ({
  ...base,
  ...{ seq, clientId, type: 'preview.attached' },
  data: { target: 1, preview: url === null ? null : preview(url) },
})
const edited = (seq: number): RoomEvent => ({
  ...base,
  ...{ seq, clientId: THEIRS, type: 'message.edited' },
  data: { target: 1, body: '' },
})
const message = (shown?: string): Message => ({
  ...{ roomId, seq: 1, ordinal: 1, senderId: author, clientId: THEIRS, body: '', at: base.at },
  ...(shown !== undefined && { preview: preview(shown) }),
  ...{ pinned: false, reactions: [] },
})
const due = (changes: RoomEvent[], wanted: string | undefined, shown?: string) =>
  dueOf({ message: message(shown), changes }, wanted)

test('a link without its preview wants one, in the name of the author', () => {
  expect(due([], A)).toMatchObject({ authorId: author, link: A })
})

test('what is shown already is not wanted again', () => {
  expect(due([attached(2, A)], A, A)).toBeUndefined()
  expect(due([], undefined)).toBeUndefined()
})

test('a preview goes with its link', () => {
  expect(due([attached(2, A), edited(3)], undefined, A)).not.toHaveProperty('link')
})

test('nothing is done about a deleted message', () => {
  const deleted = { ...message(), deletedAt: base.at }
  expect(dueOf({ message: deleted, changes: [] }, A)).toBeUndefined()
})

test('what people took away stays away, also after edits that leave the link', () => {
  expect(due([attached(2, A), attached(3, null, THEIRS)], A)).toBeUndefined()
  expect(due([attached(2, A), attached(3, null, THEIRS), edited(4)], A)).toBeUndefined()
  expect(due([attached(2, null, THEIRS)], A)).toBeUndefined()
})

test('what people took away does not stand for another link', () => {
  expect(due([attached(2, A), attached(3, null, THEIRS), edited(4)], B)).toMatchObject({ link: B })
})

test('a link that comes back after an edit gets its preview back', () => {
  expect(due([attached(2, A), edited(3), attached(4, null), edited(5)], A)).toMatchObject({ link: A })
})

test('the same again has the same clientId, and after an edit another one', () => {
  expect(due([], A)?.clientId).toBe(due([], A)?.clientId)
  const ids = [
    due([], A),
    due([], B),
    due([edited(2)], A),
    due([edited(3)], A),
    due([edited(3)], undefined, A),
  ]
  expect(new Set(ids.map((one) => one?.clientId)).size).toBe(ids.length)
})
