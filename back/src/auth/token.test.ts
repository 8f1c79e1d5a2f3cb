import { JwtService } from '@nestjs/jwt'
import { v7 as uuidv7 } from 'uuid'
import { expect, test } from 'vitest'
import { readConfig } from '../config.js'
import type { Revocations } from '../session/revocations.js'
import type { ApiTokens } from '../token/api.tokens.js'
import { createJwtService } from './token.js'
import { TokenVerifier } from './token.verifier.js'

const secret = 'a secret of at least thirty-two characters'
const config = readConfig({ DATABASE_URL: 'postgresql://x', REDIS_URL: 'redis://x', JWT_SECRET: secret })
const jwt = createJwtService(config)
const ended = uuidv7()
const revocations = { has: (id: string) => Promise.resolve(id === ended) } as unknown as Revocations
const verifier = new TokenVerifier(jwt, revocations, {} as ApiTokens)
const [sub, sid] = [uuidv7(), uuidv7()]
const ours = { algorithm: 'HS256' as const, issuer: 'papo', audience: 'papo', expiresIn: 900 }
const header = { alg: 'HS256', typ: 'at+jwt' }
const refused = { code: 'unauthenticated' }
const sign = (options: object, payload: object = { sub, sid }) =>
  new JwtService({ secret }).sign(payload, { ...ours, header, ...options })

test('a token of ours says whose session it is and until when', async () => {
  const identity = await verifier.verify(jwt.sign({ sid }, { subject: sub }))
  expect(identity).toMatchObject({ userId: sub, sessionId: sid })
  expect(identity.expiresAt.getTime()).toBeGreaterThan(Date.now())
})

test('the token of an ended session is refused', async () => {
  await expect(verifier.verify(jwt.sign({ sid: ended }, { subject: sub }))).rejects.toMatchObject(refused)
})

test.each([
  ['another algorithm', sign({ algorithm: 'HS384', header: { alg: 'HS384', typ: 'at+jwt' } })],
  ['another type', sign({ header: { alg: 'HS256', typ: 'JWT' } })],
  ['another issuer', sign({ issuer: 'other' })],
  ['another audience', sign({ audience: 'other' })],
  ['another secret', sign({ secret: 'other' })],
  ['an end more than a minute ago', sign({ expiresIn: -61 })],
  ['no session', sign({}, { sub })],
  ['a user that is no id', sign({}, { sub: 'alice', sid })],
  ['no signature', `${sign({}).split('.').slice(0, 2).join('.')}.`],
  ['the algorithm none', `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.e30.`],
  ['no token at all', 'x'],
])('a token with %s is refused', async (_, token) => {
  await expect(verifier.verify(token)).rejects.toMatchObject(refused)
})

test('a clock may be a minute ahead', async () => {
  await expect(verifier.verify(sign({ expiresIn: -50 }))).resolves.toMatchObject({ userId: sub })
})
