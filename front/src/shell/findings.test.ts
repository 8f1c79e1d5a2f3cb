import type { JoinedRoom, User } from '@papo/contract'
import { expect, test } from 'vitest'
import { PREFERENCES } from '../chat/log.fixture'
import { findingsOf } from './findings'

const person = (id: string, displayName: string) =>
  ({ id, username: id, displayName, role: 'member' }) as User
const room = (name: string, changes: Partial<JoinedRoom> = {}) =>
  ({
    ...{ id: name, name, kind: 'public', unread: 0, mentions: 0, createdAt: '2026-01-01T00:00:00Z' },
    preferences: PREFERENCES,
    ...changes,
  }) as JoinedRoom

const known = {
  rooms: [
    room('Parrots'),
    room('Plano de ação', { unread: 2 }),
    room('', {
      id: 'with-bia',
      kind: 'direct',
      people: [{ ...person('bia', 'Bia Prado'), presence: 'online' }],
    }),
    room('Papo', { unread: 1, mentions: 1 }),
  ],
  people: [person('me', 'Pia'), person('bia', 'Bia Prado'), person('paulo', 'Paulo')],
  recent: ['with-bia', 'Parrots'],
  openRoomId: null,
  selfId: 'me',
}
const labels = (q: string, changes: Partial<typeof known> = {}) =>
  findingsOf(q, { ...known, ...changes }).map((finding) => finding.label)

test('before anything is typed, what is new comes first, then where one was last', () => {
  expect(labels('')).toEqual(['Papo', 'Plano de ação', 'Bia Prado', 'Parrots'])
})

test('people are found once, by their conversation if there is one; never oneself', () => {
  expect(findingsOf('p', known).map((f) => [f.kind, f.label])).toEqual(
    expect.arrayContaining([
      ['room', 'Bia Prado'],
      ['person', 'Paulo'],
    ]),
  )
  expect(labels('pia')).not.toContain('Pia')
})

test('of two that begin alike, the one with a mention is meant', () => {
  expect(labels('pa').slice(0, 2)).toEqual(['Papo', 'Parrots'])
})

test('a person is found by the username too, accents aside', () => {
  expect(labels('ACAO')).toEqual(['Plano de ação'])
  expect(findingsOf('bia', { ...known, rooms: [] })).toMatchObject([{ kind: 'person', label: 'Bia Prado' }])
})
