import { expect, test } from 'vitest'
import { ChatError } from '../errors.js'
import type { Take } from './bucket.store.js'
import { Leases } from './leases.js'

const refuse = (retryAfterMs: number) => new ChatError('rate_limited', 'wait', { retryAfterMs })

/** A bucket that never refills, a clock that is set by hand, and a record of what was asked. */
function bucketOf(tokens: number) {
  const asked: Take[] = []
  const clock = { nowMs: 0 }
  const take = async (_key: string, wish: Take) => {
    asked.push(wish)
    tokens += wish.refund
    const granted = Math.min(tokens, wish.wanted)
    tokens -= granted
    return { granted, retryAfterMs: granted ? 0 : 2_000 }
  }
  return { asked, clock, leases: new Leases({ lot: 5, take, refuse, nowMs: () => clock.nowMs }) }
}

test('five tokens cost one trip', async () => {
  const { asked, leases } = bucketOf(100)
  for (let i = 0; i < 5; i++) await leases.spend('alice')
  expect(asked).toHaveLength(1)
  await leases.spend('alice')
  expect(asked).toHaveLength(2)
})

test('those who ask at once share the trips', async () => {
  const { asked, leases } = bucketOf(100)
  await Promise.all(Array.from({ length: 12 }, () => leases.spend('alice')))
  expect(asked).toHaveLength(3)
})

test('never more is spent than the bucket held', async () => {
  const { leases } = bucketOf(12)
  const spent = await Promise.allSettled(Array.from({ length: 30 }, () => leases.spend('alice')))
  expect(spent.filter((s) => s.status === 'fulfilled')).toHaveLength(12)
})

test('what is unspent goes back with the next lot', async () => {
  const { asked, clock, leases } = bucketOf(5)
  await leases.spend('alice')
  clock.nowMs = 30_001
  await leases.spend('alice')
  expect(asked[1]).toEqual({ needed: 1, wanted: 5, refund: 4 })
})

test('a refusal holds without asking again, and ends by itself', async () => {
  const { asked, clock, leases } = bucketOf(0)
  await expect(leases.spend('alice')).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 2_000 })
  clock.nowMs = 500
  await expect(leases.spend('alice')).rejects.toMatchObject({ retryAfterMs: 1_500 })
  expect(asked).toHaveLength(1)
  clock.nowMs = 2_000
  await expect(leases.spend('alice')).rejects.toMatchObject({ retryAfterMs: 2_000 })
  expect(asked).toHaveLength(2)
})

test('dropped leases and refusals are asked for anew', async () => {
  const { asked, leases } = bucketOf(5)
  await leases.spend('alice')
  leases.drop()
  await expect(leases.spend('alice')).rejects.toMatchObject({ code: 'rate_limited' })
  leases.drop()
  await expect(leases.spend('alice')).rejects.toMatchObject({ code: 'rate_limited' })
  expect(asked.map(({ refund }) => refund)).toEqual([0, 0, 0])
})

test('people do not spend from one another', async () => {
  const { asked, leases } = bucketOf(100)
  await leases.spend('alice')
  await leases.spend('bob')
  expect(asked).toHaveLength(2)
})

test('a bucket that is away refuses everyone, and is asked again', async () => {
  let away = true
  const take = async () => {
    if (away) throw new Error('Connection is closed.')
    return { granted: 5, retryAfterMs: 0 }
  }
  const leases = new Leases({ lot: 5, take, refuse })
  await expect(leases.spend('alice')).rejects.toThrow('closed')
  away = false
  await leases.spend('alice')
})
