import { type Scope, SCOPES, scopeOfCall } from '@papo/contract'
import { GROUPS } from '@papo/contract/operations'
import { expect, test } from 'vitest'
import { requireScope } from './scope.js'

const calls = GROUPS.flatMap(({ operations }) => Object.entries(operations))
  .filter(([, { open }]) => !open)
  .map(([route]) => route)
const needs = (route: string): Scope | undefined => {
  const [method = '', path = ''] = route.split(' ')
  return scopeOfCall(method, path)
}

test('a token reads with GET alone, and changes nothing with it', () => {
  for (const route of calls.filter((one) => needs(one)?.endsWith('read'))) expect(route).toMatch(/^GET /)
})

test('what administrators do is not for tokens, which may at most look', () => {
  const theirs = calls.filter((route) => / (admin|rooms\/system)\//.test(route))
  expect(theirs.length).toBeGreaterThan(10)
  for (const route of theirs) expect(needs(route)).toBe(route.startsWith('GET ') ? 'admin:read' : undefined)
})

test('no token makes tokens, changes a password, ends a session or adds a device', () => {
  const own = calls.filter((route) => /(auth|push|tokens)(\/|$)/.test(route) && route !== 'GET auth/me')
  expect(own.length).toBeGreaterThan(8)
  for (const route of own.filter((one) => !one.includes('admin/')))
    expect([route, needs(route)]).toEqual([route, undefined])
})

test('what is not known is not for tokens', () => {
  expect(needs('POST something/new')).toBeUndefined()
  expect(needs('GET something/new')).toBeUndefined()
  expect(needs('GET users/me/export')).toBeUndefined()
})

test.each(SCOPES)('the scope %s is good for itself alone', (scope) => {
  for (const needed of SCOPES) {
    const ask = () => requireScope({ scopes: [scope] }, needed)
    if (needed === scope) expect(ask).not.toThrow()
    else expect(ask).toThrow(needed)
  }
  expect(() => requireScope({ scopes: [...SCOPES] }, undefined)).toThrow()
  expect(() => requireScope({}, undefined)).not.toThrow()
})
