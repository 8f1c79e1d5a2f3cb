import { expect, test } from 'vitest'
import { hashOfRecoveryCode, newRecoveryCodes, RECOVERY_CODES } from './recovery.code.js'
import { SecretBox } from './secret.box.js'

const box = new SecretBox('a secret of at least thirty-two characters')
const secret = Buffer.from('12345678901234567890')

test('a secret is read by the key that closed it, for its owner alone', () => {
  const closed = box.close('alice', secret)
  expect(box.open('alice', closed)).toEqual(secret)
  expect(box.open('bob', closed)).toBeUndefined()
  expect(new SecretBox('another secret of thirty-two characters').open('alice', closed)).toBeUndefined()
})

test('nothing of a secret is seen, and the same one looks different each time', () => {
  const closed = [box.close('alice', secret), box.close('alice', secret)]
  expect(new Set(closed).size).toBe(2)
  for (const one of closed) expect(Buffer.from(one, 'base64url').includes(secret)).toBe(false)
})

test('a changed byte anywhere is noticed', () => {
  const bytes = Buffer.from(box.close('alice', secret), 'base64url')
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(box.open('alice', changed.toString('base64url'))).toBeUndefined()
  }
  expect(box.open('alice', '')).toBeUndefined()
})

test('recovery codes differ, and are read however they are typed', () => {
  const codes = newRecoveryCodes()
  expect(new Set(codes).size).toBe(RECOVERY_CODES)
  for (const code of codes) {
    expect(code).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
    const typed = ` ${code.toUpperCase().replaceAll('-', ' ')} `
    expect(hashOfRecoveryCode(typed)).toBe(hashOfRecoveryCode(code))
  }
})

test.each(['', '123456', 'abcd-efgh-jkmn', 'abcd-efgh-jkmn-pqr1'])('%j is no recovery code', (code) => {
  expect(hashOfRecoveryCode(code)).toBeUndefined()
})
