/** Rooms are spread over this many shards; every key of a room carries its shard's hash tag. */
export const SHARDS = 256

/** A room id is a UUIDv7, whose last byte is random: it is its own hash. */
export const shardOf = (roomId: string): number => Number.parseInt(roomId.slice(-2), 16)
const tag = (shard: number) => `{s${shard}}`

/**
 * Keys of one room.
 * `meta` hash: runId, epoch, epochAt (ms), start (seq above which the epoch goes on), seq, ordinal, persisted,
 * members (version), reads (version), gone, tokens, tokensAt
 * `log` stream: id `<seq>-0`, fields e (event as JSON), c (`actorId:clientId`), h (digest),
 * f (1 for the first of an epoch)
 * `members` hash: userId → standing `version:role:mutedUntilMs`, role `-` for who is no member
 * `reads` hash: userId → `readSeq:readOrdinal`; `readsDirty` hash: userId → `readSeq:readOrdinal:version`
 * `dedupe` prefix: + `actorId:clientId` → `epoch:seq:ordinal:at:digest`
 */
export function roomKeys(roomId: string) {
  const room = `${tag(shardOf(roomId))}:room:${roomId}`
  return {
    meta: `${room}:meta`,
    log: `${room}:log`,
    members: `${room}:members`,
    reads: `${room}:reads`,
    readsDirty: `${room}:reads:dirty`,
    dedupe: `${room}:dedupe:`,
    dirty: dirtyKey(shardOf(roomId)),
  }
}

/** How long a clientId is remembered after its event is stored. */
export const DEDUPE_SECONDS = 3_600

/** Set of the shard's rooms whose log is ahead of PostgreSQL. */
export const dirtyKey = (shard: number) => `${tag(shard)}:dirty`
