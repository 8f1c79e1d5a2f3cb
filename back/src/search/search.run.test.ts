import { expect, onTestFinished, test, vi } from 'vitest'
import { Prisma, type Sql } from '../infra/postgres.js'
import type { Wanted } from './search.rows.js'
import { SearchRun } from './search.run.js'

const DAY_MS = 86_400_000
const TOO_LONG = {
  code: 'unavailable',
  message: 'This search takes too long: add a word, or a filter such as in: or from:.',
}
const wantedOf = (...texts: string[]): Wanted => {
  const terms = texts.map((text) => ({ text, negated: false }))
  return { userId: '018f0000-0000-7000-8000-000000000001', terms, has: [], take: 21 }
}

/** A database in which the first walk finds `found` messages and later ones nothing. @returns how many walks there were */
async function walksOf(wanted: Wanted, found: number): Promise<number> {
  let walks = 0
  const $queryRaw = (query: Prisma.Sql) => {
    if (!query.text.includes('sounding')) return Promise.resolve([])
    const at = new Date(Date.now() - ++walks * DAY_MS)
    const hit = (i: number) => ({ roomId: 'room', seq: BigInt(i), at })
    const hits =
      walks > 1 ? [{ roomId: null, seq: null, at: null }] : Array.from({ length: found }, (_, i) => hit(i))
    return Promise.resolve(hits.map((row) => ({ horizon: at, read: 3_000, ...row })))
  }
  const hits = await new SearchRun({ $queryRaw } as unknown as Sql, 60_000).find(wanted)
  expect(hits).toHaveLength(found)
  return walks
}

test('who has found nearly a page reads on but once, however long nothing more comes', async () => {
  expect(await walksOf(wantedOf('tamarin'), 20)).toBe(2)
})

test('where few were found the index is asked, and where all words are common one reads on', async () => {
  expect(await walksOf(wantedOf('tamarin'), 3)).toBe(1)
  expect(await walksOf(wantedOf('you and'), 3)).toBeGreaterThan(1)
  expect(await walksOf(wantedOf('you', 'and'), 3)).toBeGreaterThan(1)
})

test('reading on has an end', async () => {
  expect(await walksOf(wantedOf('you and'), 20)).toBeLessThanOrEqual(21)
})

test('who has looked for long enough asks nothing more, and says what would help', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  let asked = 0
  const $queryRaw = () => {
    asked++
    vi.advanceTimersByTime(2)
    return Promise.resolve([])
  }
  const run = new SearchRun({ $queryRaw } as unknown as Sql, 1)
  await expect(run.find(wantedOf('tamarin'))).rejects.toMatchObject(TOO_LONG)
  expect(asked).toBe(1)
})

test('a question that PostgreSQL gave up on was one that takes too long', async () => {
  const cancelled = new Prisma.PrismaClientKnownRequestError('cancelled', {
    ...{ code: 'P2010', clientVersion: '7' },
    meta: { driverAdapterError: { cause: { originalCode: '57014' } } },
  })
  const $queryRaw = () => Promise.reject(cancelled)
  const run = new SearchRun({ $queryRaw } as unknown as Sql, 60_000)
  await expect(run.find(wantedOf('tamarin'))).rejects.toMatchObject(TOO_LONG)
})
