import { v7 as uuidv7 } from 'uuid'
import { expect, test } from 'vitest'
import { hashOf, isApiToken, TokenSecrets } from './secret.js'

const secrets = new TokenSecrets('a secret of at least thirty-two characters')

test('a token says whose session it is, and no two are alike', () => {
  const sessionId = uuidv7()
  const [one, two] = [secrets.make(sessionId), secrets.make(sessionId)]
  expect([secrets.read(one), secrets.read(two)]).toEqual([sessionId, sessionId])
  expect(hashOf(one)).not.toBe(hashOf(two))
  expect(isApiToken(one)).toBe(true)
})

test('whatever we did not make is known by itself', () => {
  const token = secrets.make(uuidv7())
  const other = new TokenSecrets('another secret of at least thirty-two characters')
  const changed = [...token].map(
    (char, at) => token.slice(0, at) + (char === 'A' ? 'B' : 'A') + token.slice(at + 1),
  )
  for (const forged of [
    'papo_',
    `${token}AAAA`,
    token.slice(0, -4),
    other.make(uuidv7()),
    ...changed.slice(5),
  ])
    expect(secrets.read(forged)).toBeUndefined()
})
