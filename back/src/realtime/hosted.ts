import type { Head } from '../log/head.store.js'
import type { Feed } from './feed.js'

/** A room that has sockets on this instance: what goes out to them, where its log stands, and what they were told of that. */
export type Hosted = { feed: Feed; head: Head | undefined; told: Head | undefined }

/** How many rooms, and how many of their events PostgreSQL does not have yet. */
export function standingOf(all: Iterable<Hosted>): { rooms: number; unpersisted: number } {
  const standing = { rooms: 0, unpersisted: 0 }
  for (const { head } of all) {
    standing.rooms++
    if (head) standing.unpersisted += Math.max(0, head.head - head.persisted)
  }
  return standing
}

/**
 * A log that was not opened on the server that answers now, and that is lost, ends before what was delivered or
 * was not stored, or of which nothing was delivered here yet: only a new epoch can tell the members what is left.
 * One that is known to be whole waits for its next message.
 */
export function isDoubtful(head: Head | undefined, delivered: number | undefined): head is undefined {
  if (!head) return true
  return !head.current && (delivered === undefined || head.head < delivered || head.persisted < head.head)
}
