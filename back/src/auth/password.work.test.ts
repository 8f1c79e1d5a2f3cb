import * as argon2 from '@node-rs/argon2'
import { beforeEach, expect, test, vi } from 'vitest'
import { PasswordHasher } from './password.hasher.js'

const work = vi.hoisted(() => ({ running: 0, most: 0 }))
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof argon2>()
  const verify = async (...asked: Parameters<typeof argon2.verify>) => {
    work.most = Math.max(work.most, ++work.running)
    return real.verify(...asked).finally(() => work.running--)
  }
  return { ...real, verify: vi.fn(verify) }
})
const verify = vi.mocked(argon2.verify)
beforeEach(() => void verify.mockClear())

/** What decides how long a hash takes to verify. */
const costOf = (hash: unknown) => /^\$argon2id\$v=\d+\$m=\d+,t=\d+,p=\d+\$/.exec(String(hash))?.[0]

test('who does not exist costs the verification of one hash, as dear as everybody’s', async () => {
  const hasher = new PasswordHasher()
  await hasher.verify(await hasher.hash('correct horse battery'), 'wrong horse battery')
  await hasher.verify(undefined, 'wrong horse battery')
  const costs = verify.mock.calls.map(([hash]) => costOf(hash))
  expect(costs).toHaveLength(2)
  expect(costs[0]).toBeDefined()
  expect(costs[1]).toBe(costs[0])
})

test('two passwords are hashed at a time, the rest waits in line', async () => {
  const hasher = new PasswordHasher()
  await Promise.all(Array.from({ length: 12 }, () => hasher.verify(undefined, 'x')))
  expect(verify).toHaveBeenCalledTimes(12)
  expect(work.most).toBe(2)
})
