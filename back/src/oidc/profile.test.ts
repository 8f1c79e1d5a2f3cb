import { username } from '@papo/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { displayNameOf, emailOf, labelOf, usernamesFor } from './profile.js'

test.each([
  ['alice', 'alice'],
  ['Alice.Smith', 'alice.smith'],
  ['alice@example.org', 'alice'],
  ['José Ñandú', 'jose.nandu'],
  ['..dots..', 'dots'],
  ['a', 'user'],
  ['山田', 'user'],
  ['', 'user'],
  ['x'.repeat(80), 'x'.repeat(32)],
])('someone called %j becomes %s', (name, made) => {
  expect(usernamesFor({ preferred_username: name })[0]).toBe(made)
})

test('who has no name of that kind is called by another one', () => {
  expect(usernamesFor({ preferred_username: 42, name: 'Ana Lima' })[0]).toBe('ana.lima')
  expect(usernamesFor({ email: 'ana@example.org', name: 'Ana Lima' })[0]).toBe('ana')
})

test('whatever a provider says, every username fits our rules, and no two are the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const names = usernamesFor({ preferred_username: name })
      expect(names.filter((one) => !username.safeParse(one).success)).toEqual([])
      expect(new Set(names).size).toBe(names.length)
    }),
  )
})

test('an address is theirs only if the provider says so in so many words', () => {
  expect(emailOf({ email: ' Alice@Example.org ', email_verified: true })).toBe('alice@example.org')
  for (const email_verified of [undefined, false, 'true', 1])
    expect(emailOf({ email: 'alice@example.org', email_verified })).toBeUndefined()
  expect(emailOf({ email: 'nonsense', email_verified: true })).toBeUndefined()
})

test('names are one line, or none', () => {
  expect(displayNameOf({ name: '  Alice  ' })).toBe('Alice')
  expect(displayNameOf({ name: 'a\nb' })).toBeUndefined()
  expect(displayNameOf({ name: ['Alice'] })).toBeUndefined()
  expect([labelOf({ email: 'alice@example.org' }), labelOf({})]).toEqual(['alice@example.org', ''])
})
