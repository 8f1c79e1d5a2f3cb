import { v7 as uuidv7 } from 'uuid'
import { expect, test } from 'vitest'
import { hashOf, RefreshTokens } from './refresh.token.js'

const tokens = new RefreshTokens('a secret of at least thirty-two characters')
const sessionId = uuidv7()

test('a session and a generation have one token, so that a repeated refresh gets the same', () => {
  expect(tokens.make(sessionId, 2)).toBe(tokens.make(sessionId, 2))
  expect(tokens.make(sessionId, 2)).not.toBe(tokens.make(sessionId, 3))
})

test('a token tells its session and generation', () => {
  expect(tokens.read(tokens.make(sessionId, 70_000))).toMatchObject({ sessionId, generation: 70_000 })
})

test('a token of another secret is not ours', () => {
  const others = new RefreshTokens('another secret of at least thirty-two characters')
  expect(tokens.read(others.make(sessionId, 1))).toBeUndefined()
})

test('a token does not carry over to another session or generation', () => {
  const [, secret = ''] = tokens.make(sessionId, 1).split('.')
  expect(tokens.read(`${uuidv7()}.${secret}`)).toBeUndefined()
  const bytes = Buffer.from(secret, 'base64url')
  bytes.writeUInt32BE(2)
  expect(tokens.read(`${sessionId}.${bytes.toString('base64url')}`)).toBeUndefined()
})

test.each(['', '.', 'x.y', `${sessionId}.`, `${sessionId}.AAAA`, `${tokens.make(sessionId, 1)}.more`])(
  '%j is not a token',
  (token) => {
    expect(tokens.read(token)).toBeUndefined()
  },
)

test('another spelling of the same bytes has the same hash', () => {
  const token = tokens.make(sessionId, 1)
  expect(hashOf(tokens.read(`${token}==`)?.token ?? '')).toBe(hashOf(token))
})
