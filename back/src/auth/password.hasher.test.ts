import { expect, test } from 'vitest'
import { refuseBreached } from './breached.js'
import { PasswordHasher } from './password.hasher.js'

const hasher = new PasswordHasher()

test('passwords are hashed by argon2id with 19 MiB, two passes and one lane', async () => {
  expect(await hasher.hash('correct horse')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test('only the right password matches, and nobody has none', async () => {
  const hash = await hasher.hash('correct horse')
  expect(await hasher.verify(hash, 'correct horse')).toBe(true)
  expect(await hasher.verify(hash, 'wrong horse')).toBe(false)
  expect(await hasher.verify(undefined, 'nobody has this password')).toBe(false)
})

test('a flood is bounded: who finds the line full is told to come again, the others are served', async () => {
  const crowd = Array.from({ length: 310 }, () => hasher.verify(undefined, 'x'))
  const settled = await Promise.allSettled(crowd)
  expect(settled.filter((s) => s.status === 'fulfilled')).toHaveLength(302)
  const refused = settled.filter((s) => s.status === 'rejected')
  expect(refused[0]?.reason).toMatchObject({ code: 'unavailable' })
  expect(await hasher.verify(undefined, 'x')).toBe(false)
})

test.each(['password1', 'QWERTYUIOP', '1234567890'])('%s is too well known', async (password) => {
  await expect(refuseBreached(password, 'next')).rejects.toMatchObject({
    code: 'invalid_payload',
    issues: [{ path: 'next' }],
  })
})

test('a password that nobody uses is taken', async () => {
  await refuseBreached('correct horse battery staple', 'next')
})
