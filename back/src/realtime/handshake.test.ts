import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import type { TokenVerifier } from '../auth/token.verifier.js'
import { readConfig } from '../config.js'
import { HandshakeGuard } from './handshake.js'

const config = readConfig({
  DATABASE_URL: 'postgresql://x',
  REDIS_URL: 'redis://x',
  TRUST_PROXY: 'loopback',
  FRONTEND_URL: 'http://listed.example',
})
const verify = async (token: string) => ({ userId: token, sessionId: 's', expiresAt: new Date(0) })
const guard = new HandshakeGuard({ verify } as unknown as TokenVerifier, config)
const own = { host: 'chat.local', origin: 'http://chat.local' }
const cookie = 'papo_access=from-cookie'

function isAllowed(headers: IncomingHttpHeaders): boolean {
  let allowed = false
  guard.allowRequest({ headers } as IncomingMessage, (_, answer) => (allowed = answer))
  return allowed
}
const authenticate = (headers: IncomingHttpHeaders, auth: Record<string, unknown> = {}) =>
  guard.authenticate({ headers, auth, address: '127.0.0.1' })

test('pages of the own host and listed ones may connect, others and null may not', () => {
  const from = (origin: string) => isAllowed({ host: 'chat.local', origin })
  expect(['http://chat.local', 'http://listed.example'].map(from)).toEqual([true, true])
  const foreign = [
    'null',
    'http://evil.example',
    'http://chat.local.evil.example',
    'http://listed.example.evil',
  ]
  expect(foreign.map(from)).toEqual(foreign.map(() => false))
})

test('who sends no Origin may connect', () => {
  expect(isAllowed({ host: 'chat.local' })).toBe(true)
})

test('a page of ours is known by its cookie', async () => {
  expect(await authenticate({ ...own, cookie })).toMatchObject({ userId: 'from-cookie' })
})

test('without an Origin cookies are ignored and a token must follow', async () => {
  await expect(authenticate({ host: 'chat.local', cookie })).rejects.toMatchObject({
    code: 'unauthenticated',
  })
  const caller = await authenticate({ host: 'chat.local', cookie }, { token: 'given' })
  expect(caller.userId).toBe('given')
})

test('a polling request of our own page, which bears no Origin, is known by Sec-Fetch-Site', async () => {
  const headers = { host: 'chat.local', cookie }
  const from = (site: string) => authenticate({ ...headers, 'sec-fetch-site': site })
  expect(await from('same-origin')).toMatchObject({ userId: 'from-cookie' })
  for (const site of ['none', 'same-site', 'cross-site'])
    await expect(from(site)).rejects.toMatchObject({ code: 'unauthenticated' })
})

test.each([[{}], [{ token: '' }], [{ token: 7 }], [{ token: ['x'] }]])('%j is no token', async (auth) => {
  await expect(authenticate(own, auth)).rejects.toMatchObject({ code: 'unauthenticated' })
})

test('the address is the one that the trusted proxy saw', async () => {
  const headers = { ...own, cookie, 'x-forwarded-for': '6.6.6.6, 1.2.3.4' }
  expect(await authenticate(headers)).toMatchObject({ address: '1.2.3.4' })
})
