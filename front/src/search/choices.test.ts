import type { JoinedRoom, User } from '@papo/contract'
import { expect, test } from 'vitest'
import { askingAt } from './asking'
import { choicesFor, isWhole, valueOf } from './choices'

const person = (id: string, username: string, displayName: string) =>
  ({ id, username, displayName, role: 'member' }) as User
const room = (id: string, name: string) => ({ id, name, kind: 'public' }) as JoinedRoom
const known = {
  people: [person('1', 'ana', 'Ana Lima'), person('2', 'bruno', 'Bruno Sá'), person('3', 'carol', 'Carol')],
  rooms: [room('a', 'Tea & cake'), room('b', 'Harbour'), room('c', 'The "best" room')],
  selfId: '3',
}
const offered = (q: string) => {
  const asking = askingAt(q, q.length)
  return asking ? choicesFor(asking, known).map((choice) => choice.value) : null
}

test('people are offered by any of their names, and oneself as me', () => {
  expect(offered('from:')).toEqual(['me', 'ana', 'bruno'])
  expect(offered('from:lim')).toEqual(['ana'])
  expect(offered('from:@bru')).toEqual(['bruno'])
  expect(offered('from:xyz')).toEqual([])
})

test('rooms are offered by name, and stand in the query by id where the name could not', () => {
  expect(offered('in:har')).toEqual(['Harbour'])
  expect(offered('in:best')).toEqual(['c'])
  expect(valueOf({ id: 'd', name: '' })).toBe('d')
})

test('of what messages have, only that is offered which there is', () => {
  expect(offered('has:')).toEqual(['link', 'code', 'reaction', 'pin', 'thread'])
  expect(offered('has:li')).toEqual(['link'])
})

test('days are offered until one is typed', () => {
  expect(offered('after:')).toHaveLength(5)
  expect(offered('after:2026')).toEqual([])
})

test.each([
  ['has:link', true],
  ['has:lin', false],
  ['from:ANA', true],
  ['in:Harb', false],
  ['on:2026-01-01', true],
  ['on:2026-01', false],
  ['from:', false],
])('%s needs nothing more: %s', (q, whole) => {
  const asking = askingAt(q, q.length)
  expect(asking && isWhole(asking, choicesFor(asking, known))).toBe(whole)
})
