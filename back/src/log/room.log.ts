import type { RoomEventType } from '@papo/contract'
import type { Standing } from './standing.js'

/** An event to be numbered and appended to its room's log. */
export type Append = {
  roomId: string
  actorId: string
  /** The idempotency key: the same one again, from the same actor, gets the first result. */
  clientId: string
  type: RoomEventType
  data: object
  /** Of what was asked for; the same clientId with another digest is a `conflict`. */
  digest: string
  /** The standing that this event gives to a user; an older version than the log's is passed over. */
  member?: { userId: string; standing: Standing }
  /** Decided in PostgreSQL already: neither membership nor limits are asked. */
  decided?: boolean
}

/** Where an event stands. `at` is ISO 8601 by Redis's clock. */
export type Appended = { epoch: number; seq: number; ordinal: number; at: string; persisted: number }
