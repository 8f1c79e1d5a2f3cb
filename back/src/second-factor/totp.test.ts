import { expect, test } from 'vitest'
import { forApp, stepOf } from './totp.js'

// RFC 6238, appendix B, of which six digits are the last six of eight.
const SECRET = Buffer.from('12345678901234567890')
const VECTORS = [
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
] as const

test.each(VECTORS)('at %i s the code is %s', (seconds, code) => {
  expect(stepOf(SECRET, code, seconds * 1_000)).toBe(Math.floor(seconds / 30))
})

test('clocks may differ by thirty seconds either way, and no more', () => {
  const at = (seconds: number) => stepOf(SECRET, '287082', seconds * 1_000)
  expect([30, 59, 60, 89].map(at)).toEqual([1, 1, 1, 1])
  expect([0, 29].map(at)).toEqual([1, 1])
  expect([90, 3_600].map(at)).toEqual([undefined, undefined])
})

test.each(['', '28708', '2870822', '28708a', '２８７０８２', ' 287082'])('%j is no code', (code) => {
  expect(stepOf(SECRET, code, 59_000)).toBeUndefined()
})

test('an app is told all it needs', () => {
  const { secret, uri } = forApp(SECRET, { issuer: 'Papo chat.example.org', label: 'alice' })
  expect(secret).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  const { protocol, pathname, searchParams } = new URL(uri)
  expect([protocol, decodeURIComponent(pathname)]).toEqual([
    'otpauth:',
    expect.stringMatching(/Papo chat.example.org:alice$/),
  ])
  expect(Object.fromEntries(searchParams)).toMatchObject({
    secret,
    digits: '6',
    period: '30',
    algorithm: 'SHA1',
  })
})
