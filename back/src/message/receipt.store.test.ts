import { expect, test } from 'vitest'
import type { Postgres, Sql } from '../infra/postgres.js'
import type { Redis } from '../infra/redis.js'
import { ReceiptStore } from './receipt.store.js'

/** A Redis that holds one set, and a PostgreSQL in which these people hide their receipts. */
function stores(hiding: string[], { keeps = true } = {}) {
  const set = new Set<string>()
  let asked = 0
  const change = {
    del: () => change,
    sadd: (_: string, ...ids: string[]) => {
      if (keeps) for (const id of ids) set.add(id)
      return change
    },
    exec: () => Promise.resolve(),
  }
  const hot = {
    smismember: (_: string, ...ids: string[]) => Promise.resolve(ids.map((id) => (set.has(id) ? 1 : 0))),
    multi: () => change,
  }
  const tx = {
    $executeRaw: () => Promise.resolve(0),
    $queryRaw: () => Promise.resolve(hiding.map((id) => ({ id }))),
  } as unknown as Sql
  const transaction = (work: (tx: Sql) => Promise<void>) => {
    asked++
    return work(tx)
  }
  const store = new ReceiptStore(
    { serverOf: () => ({ runId: 'one', hot }), hot } as unknown as Redis,
    { transaction } as unknown as Postgres,
  )
  return { store, asked: () => asked }
}

test('after a loss PostgreSQL is asked once, however many rooms want to know', async () => {
  const { store, asked } = stores(['bob'])
  const answers = await Promise.all(Array.from({ length: 50 }, () => store.hiddenAmong(['alice', 'bob'])))
  expect(answers).toEqual(Array.from({ length: 50 }, () => new Set(['bob'])))
  await store.hiddenAmong(['bob'])
  expect(asked()).toBe(1)
})

test('where it cannot be known who hides, nobody is shown', async () => {
  const { store } = stores(['bob'], { keeps: false })
  await expect(store.hiddenAmong(['alice', 'bob'])).rejects.toThrow('try again')
})
