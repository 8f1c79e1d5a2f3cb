import { measures } from '../infra/measures.js'
import { tracePersist } from '../infra/message.traces.js'
import { recording } from '../infra/tracing.js'
import type { RoomBatch } from './persist.store.js'

/** Counts and times what a transaction stored. */
export function measureCommit(batches: RoomBatch[], stale: string[], startedMs: number): void {
  measures.persist.observe((performance.now() - startedMs) / 1_000)
  const nowMs = Date.now()
  const recorder = recording()
  for (const { roomId, rows } of batches) {
    if (stale.includes(roomId)) continue
    measures.rows.rise(rows.length)
    if (recorder)
      tracePersist(
        recorder,
        rows.map(({ event }) => event),
        startedMs,
      )
    for (const { event } of rows) measures.persistLag.observe((nowMs - Date.parse(event.at)) / 1_000)
  }
}
