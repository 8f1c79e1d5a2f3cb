import { expect, test } from 'vitest'
import { mayAct, outranks, rolesFor, runsRoom } from './rank'

const ROLES = ['owner', 'admin', 'member'] as const

test('only what the server would allow is offered', () => {
  const pairs = ROLES.flatMap((actor) => ROLES.map((target) => [actor, target] as const))
  expect(pairs.filter(([a, t]) => outranks(a, t)).map((pair) => pair.join('→'))).toEqual([
    'owner→admin',
    'owner→member',
    'admin→member',
  ])
  expect(rolesFor('owner', 'member', false)).toEqual(['owner', 'admin', 'member'])
  expect(rolesFor('owner', 'owner', false)).toEqual([])
  expect(rolesFor('admin', 'member', false)).toEqual([])
})

test('one may step down, and a plain member has nothing to give up', () => {
  expect(rolesFor('owner', 'owner', true)).toEqual(['owner', 'admin', 'member'])
  expect(rolesFor('admin', 'admin', true)).toEqual(['admin', 'member'])
  expect(rolesFor('member', 'member', true)).toEqual([])
})

test('nobody has a rank in a direct room', () => {
  expect(runsRoom({ kind: 'direct', role: 'owner' })).toBe(false)
  expect(mayAct({ kind: 'direct', role: 'owner' }, 'member', false)).toBe(false)
  expect(mayAct({ kind: 'private', role: 'admin' }, 'member', false)).toBe(true)
  expect(mayAct({ kind: 'private', role: 'member' }, 'member', false)).toBe(false)
})
