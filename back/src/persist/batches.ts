import { toEvent } from '../log/entry.js'
import type { Batch } from './flush.log.js'
import type { RoomBatch } from './persist.store.js'

const CHUNK_ROWS = 1_000

/** One transaction each: however large a backlog is, its parts fit. */
export function chunks(batches: Batch[]): Batch[][] {
  const all: Batch[][] = []
  let rows = Infinity
  for (const batch of batches) {
    if (rows + batch.entries.length > CHUNK_ROWS) {
      all.push([])
      rows = 0
    }
    all.at(-1)?.push(batch)
    rows += batch.entries.length
  }
  return all
}

export function toRoomBatch({ roomId, epoch, entries, reads }: Batch): RoomBatch {
  return {
    roomId,
    epoch,
    rows: entries.map((entry) => ({ entry, event: toEvent(entry) })),
    reads: reads.map(({ userId, value }) => {
      const [seq = 0, ordinal = 0, version = 0] = value.split(':').map(Number)
      return { userId, seq, ordinal, version }
    }),
  }
}
