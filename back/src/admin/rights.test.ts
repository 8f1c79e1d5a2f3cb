import { USER_ROLES } from '@papo/contract'
import { expect, test } from 'vitest'
import { mayActOn, mayChange } from './rights.js'

const pairs = (self: boolean) =>
  USER_ROLES.flatMap((actor) => USER_ROLES.map((target) => ({ actor, target, self })))

test('an owner acts on all others, an admin on members, a member on nobody', () => {
  const allowed = pairs(false).filter(mayActOn)
  expect(allowed.map(({ actor, target }) => `${actor}>${target}`)).toEqual([
    'owner>owner',
    'owner>admin',
    'owner>member',
    'admin>member',
  ])
})

test('nobody acts on themselves', () => {
  expect(pairs(true).filter(mayActOn)).toEqual([])
})

test('roles come from owners alone, bans from admins too', () => {
  const admin = { actor: 'admin', target: 'member', self: false } as const
  expect(mayChange(admin, { banned: true })).toBe(true)
  expect(mayChange(admin, { role: 'admin' })).toBe(false)
  expect(mayChange(admin, { role: 'member', banned: true })).toBe(false)
  expect(mayChange({ ...admin, actor: 'owner' }, { role: 'owner' })).toBe(true)
})
