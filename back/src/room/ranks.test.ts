import { expect, test } from 'vitest'
import { mayGiveRole, outranks, runsRoom } from './ranks.js'

const ROLES = ['member', 'admin', 'owner'] as const

test('nobody acts on an equal or a higher', () => {
  const pairs = ROLES.flatMap((actor) => ROLES.map((target) => [actor, target] as const))
  const reached = pairs.filter(([actor, target]) => outranks(actor, target)).map((pair) => pair.join('>'))
  expect(reached).toEqual(['admin>member', 'owner>member', 'owner>admin'])
})

test('only owners give and take roles, but no other owner’s', () => {
  for (const target of ROLES)
    for (const next of ROLES) {
      expect(mayGiveRole({ role: 'owner', self: false }, target, next)).toBe(target !== 'owner')
      expect(mayGiveRole({ role: 'admin', self: false }, target, next)).toBe(false)
      expect(mayGiveRole({ role: 'member', self: false }, target, next)).toBe(false)
    }
})

test('anyone may step down and nobody raises themselves', () => {
  expect(mayGiveRole({ role: 'admin', self: true }, 'admin', 'member')).toBe(true)
  expect(mayGiveRole({ role: 'owner', self: true }, 'owner', 'admin')).toBe(true)
  expect(mayGiveRole({ role: 'admin', self: true }, 'admin', 'owner')).toBe(false)
  expect(mayGiveRole({ role: 'member', self: true }, 'member', 'admin')).toBe(false)
})

test('owners and admins run a room, members and strangers do not', () => {
  expect([...ROLES, undefined].filter(runsRoom)).toEqual(['admin', 'owner'])
})
