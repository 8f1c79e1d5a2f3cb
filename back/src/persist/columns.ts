import type { RoomEvent, RoomEventOf } from '@papo/contract'
import type { Entry } from '../log/entry.js'

/** An event on its way to PostgreSQL. */
export type Row = { event: RoomEvent; entry: Entry }
export type MessageRow = Row & { event: RoomEventOf<'message.sent'> }

export const isMessage = (row: Row): row is MessageRow => row.event.type === 'message.sent'

/** The seq of the message that an event is about. */
export function targetOf(event: RoomEvent): number | null {
  return 'target' in event.data ? event.data.target : null
}

/** Rows of one kind turned into arrays, one per column, for `unnest`. */
export const column = <R, T>(rows: R[], value: (row: R) => T): T[] => rows.map(value)

/** The last of `rows` per key: within a statement a row may be touched once, and the highest seq wins. */
export function lastPer<R>(rows: R[], key: (row: R) => string): R[] {
  return [...new Map(rows.map((row) => [key(row), row])).values()]
}

export const eventsOf = <T extends RoomEvent['type']>(rows: Row[], ...types: T[]): RoomEventOf<T>[] =>
  rows
    .map((row) => row.event)
    .filter((event): event is RoomEventOf<T> => types.some((type) => event.type === type))
