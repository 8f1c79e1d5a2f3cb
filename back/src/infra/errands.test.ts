import { expect, test } from 'vitest'
import { Errands } from './errands.js'
import type { LoopOptions } from './loop.js'

const SECOND_MS = 1_000
const START_MS = 100 * SECOND_MS

/** A loop about searches that finds something in its n-th steps, n of `finds`. */
function make(finds: number[], options: Partial<LoopOptions> = {}) {
  const errands = new Errands()
  const seen = { steps: 0 }
  const step = () => Promise.resolve(finds.includes(++seen.steps))
  const every = { everyMs: 500, afterFailureMs: 5_000, onFailure: () => undefined }
  return { errands, seen, loop: errands.loop('search', { step, ...every, ...options }) }
}

test('a loop that nobody wakes looks every three seconds', async () => {
  const { loop, seen } = make([])
  for (let ms = 0; ms < 7 * SECOND_MS; ms += 500) expect(await loop.look(START_MS + ms)).toBe(500)
  expect(seen.steps).toBe(3)
})

test('what has just been stored wakes the loops that it is for', async () => {
  const { loop, seen, errands } = make([])
  const now = performance.now()
  await loop.look(now)
  errands.announce(['follow'])
  await loop.look(now + 1)
  expect(seen.steps).toBe(1)
  errands.announce(['follow', 'search'])
  await loop.look(now + 2)
  expect(seen.steps).toBe(2)
})

test('a loop that found something looks again at once, and often for a while', async () => {
  const { loop, seen } = make([1])
  expect(await loop.look(START_MS)).toBe(0)
  for (let ms = 0; ms < 5 * SECOND_MS; ms += 500) await loop.look(START_MS + ms)
  expect(seen.steps).toBe(11)
  await loop.look(START_MS + 5 * SECOND_MS + 1)
  expect(seen.steps).toBe(11)
})

test('what wakes a loop during its step is not forgotten', async () => {
  const made = make([], {
    step: () => {
      made.seen.steps++
      made.errands.announce(['search'])
      return Promise.resolve(false)
    },
  })
  const now = performance.now()
  await made.loop.look(now)
  await made.loop.look(now + 1)
  expect(made.seen.steps).toBe(2)
})

test('a failed step is told, and tried again later', async () => {
  const failures: unknown[] = []
  const step = () => Promise.reject(new Error('away'))
  const { loop } = make([], { step, onFailure: (error) => failures.push(error) })
  expect(await loop.look(START_MS)).toBe(5_000)
  expect(failures).toHaveLength(1)
})

test('a backlog holds up what waits for it, until it is stored, and never for long', () => {
  const { errands } = make([])
  expect(errands.isHeld(START_MS)).toBe(false)
  errands.setBacklog(true, START_MS)
  errands.setBacklog(true, START_MS + 6 * SECOND_MS)
  expect(errands.isHeld(START_MS + 9 * SECOND_MS)).toBe(true)
  expect(errands.isHeld(START_MS + 10 * SECOND_MS)).toBe(false)
  errands.setBacklog(false)
  errands.setBacklog(true, START_MS + 20 * SECOND_MS)
  expect(errands.isHeld(START_MS + 21 * SECOND_MS)).toBe(true)
})

test('a loop that is held takes no step', async () => {
  const { loop, seen } = make([], { isHeld: () => true })
  expect(await loop.look(START_MS)).toBe(500)
  expect(seen.steps).toBe(0)
})
