import type { RoomEvent } from '@papo/contract'

/** An entry of a room's stream. */
export type Entry = {
  seq: number
  /** The event as it was published, byte for byte. */
  json: string
  clientKey: string
  digest: string
  /** Of its epoch: seqs before it may have been skipped. */
  first: boolean
}

export const toEntry = ([id, fields]: [string, string[]]): Entry => ({
  seq: Number.parseInt(id, 10),
  json: fields[1] ?? '',
  clientKey: fields[3] ?? '',
  digest: fields[5] ?? '',
  first: fields[7] === '1',
})

// What the log holds was written by append.lua from validated commands.
export const toEvent = (entry: Entry): RoomEvent => JSON.parse(entry.json) as RoomEvent
