import { expect, test } from 'vitest'
import type { Batch } from './flush.log.js'
import { Passes, type PassOptions } from './passes.js'
import type { RoomBatch } from './persist.store.js'

const AWAY = Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' })

/** Rooms whose backlogs each fill a transaction. @returns what was stored, in its order */
function stand(roomIds: string[], refused: string[] = []) {
  const stored: string[] = []
  const entry = { json: '{"seq":1}' }
  const batchOf = (roomId: string) =>
    ({ roomId, epoch: 1, entries: Array.from({ length: 1_000 }, () => entry), reads: [] }) as unknown as Batch
  const log = {
    dirtyRooms: async () => new Map([[0, roomIds]]),
    readAll: async (ids: string[]) => ids.map(batchOf),
    trim: async () => true,
  }
  const store = async ([room]: RoomBatch[]) => {
    if (room && refused.includes(room.roomId)) throw AWAY
    if (room) stored.push(room.roomId)
    return { stale: [], failed: [] }
  }
  const parts = [log, { store }, null, null] as unknown as ConstructorParameters<typeof Passes>
  return { passes: new Passes(...parts), stored }
}

const optionsWith = (options: Partial<PassOptions> = {}): PassOptions => ({
  ...{ shards: [0], share: 1, leave: () => undefined, isStopping: () => false },
  ...options,
})

test('rooms that cannot be stored for a while hold up nobody behind them', async () => {
  const { passes, stored } = stand(['c', 'a', 'd', 'b'], ['b'])
  await expect(passes.pass(optionsWith())).rejects.toBe(AWAY)
  expect(stored).toEqual(['a', 'c', 'd'])
})

test('a database that is away is not asked for each part of a backlog', async () => {
  const { passes, stored } = stand(['a', 'b', 'c', 'd'], ['a', 'b', 'c'])
  await expect(passes.pass(optionsWith())).rejects.toBe(AWAY)
  expect(stored).toEqual([])
})

test('a worker that stops ends between two transactions', async () => {
  const { passes, stored } = stand(['a', 'b', 'c'])
  await passes.pass(optionsWith({ isStopping: () => stored.length === 2 }))
  expect(stored).toEqual(['a', 'b'])
})

test('of rooms that are shared none is always left for later', async () => {
  const { passes, stored } = stand(['a', 'b', 'c'])
  while (new Set(stored).size < 3) await passes.pass(optionsWith({ share: 1 / 3 }))
})
