import { Injectable } from '@nestjs/common'
import { LIMITS } from '@papo/contract'
import { ChatError } from '../errors.js'
import { Postgres } from '../infra/postgres.js'
import { Redis } from '../infra/redis.js'
import { roomKeys } from '../log/keys.js'
import { parseStanding } from '../log/standing.js'

/** Set of the ids of those who hide how far they read, and of `run:<runId>` of the server that it was made on. */
const HIDDEN_KEY = '{papo}:receipts:hidden'
/** The log knows everyone who ever was a member; beyond so many, the present ones are not picked out. */
const EVER_MEMBERS_MAX = 5_000
const AUDIENCES_KEPT = 1_000
const ADDED_AT_ONCE = 1_000

/** `version` is of one run of a Redis server; `userIds` undefined: too many. */
type Audience = { version: string; userIds: string[] | undefined }

/** Who may know of whom how far they have read. */
@Injectable()
export class ReceiptStore {
  private readonly audiences = new Map<string, Audience>()
  private rebuilding: Promise<void> | undefined

  constructor(
    private readonly redis: Redis,
    private readonly postgres: Postgres,
  ) {}

  /** The members of a small room; undefined of any other. Counted anew only when someone came or went. */
  async audience(roomId: string): Promise<string[] | undefined> {
    const { meta, members } = roomKeys(roomId)
    const { runId } = this.redis.serverOf(meta)
    const [changes, ever] = await Promise.all([
      this.redis.hot.hget(meta, 'members'),
      this.redis.hot.hlen(members),
    ])
    if (ever > EVER_MEMBERS_MAX) return undefined
    // A server that lost its memory counts anew.
    const version = `${runId}:${changes ?? ''}`
    const known = this.audiences.get(roomId)
    const audience = known?.version === version ? known : { version, userIds: await this.present(members) }
    this.keep(roomId, audience)
    return audience.userIds
  }

  /**
   * Those of the users who hide their receipts. PostgreSQL is asked once for each run of a Redis server.
   * @throws ChatError `unavailable` rather than show someone who hides
   */
  async hiddenAmong(userIds: string[]): Promise<Set<string>> {
    const made = `run:${this.redis.serverOf(HIDDEN_KEY).runId}`
    const ask = () => this.redis.hot.smismember(HIDDEN_KEY, made, ...userIds)
    let [known, ...hides] = await ask()
    if (known !== 1) {
      // Of all rooms that ask at once, one goes.
      await (this.rebuilding ??= this.rebuild(made).finally(() => (this.rebuilding = undefined)))
      ;[known, ...hides] = await ask()
    }
    if (known !== 1) throw new ChatError('unavailable', 'Not reachable at the moment, try again.')
    return new Set(userIds.filter((_, i) => hides[i] === 1))
  }

  /** To be called while the user's row is locked for the change, so that both end with the same. */
  async set(userId: string, shown: boolean): Promise<void> {
    await (shown ? this.redis.hot.srem(HIDDEN_KEY, userId) : this.redis.hot.sadd(HIDDEN_KEY, userId))
  }

  /** How far these have read; nothing of those of whom nothing is known. */
  async positions(roomId: string, userIds: string[]): Promise<{ userId: string; readSeq: number }[]> {
    if (userIds.length === 0) return []
    const cursors = await this.redis.hot.hmget(roomKeys(roomId).reads, ...userIds)
    return userIds.flatMap((userId, i) => {
      const cursor = cursors[i]
      return cursor ? [{ userId, readSeq: Number.parseInt(cursor, 10) }] : []
    })
  }

  /** The rooms that someone is in. */
  async roomsOf(userId: string): Promise<string[]> {
    const where = { userId, state: 'active', room: { deletedAt: null } }
    const rows = await this.postgres.client.membership.findMany({ where, select: { roomId: true } })
    return rows.map((row) => row.roomId)
  }

  private async present(membersKey: string): Promise<string[] | undefined> {
    const standings = Object.entries(await this.redis.bulk.hgetall(membersKey))
    const userIds = standings.flatMap(([id, standing]) => (parseStanding(standing)?.role ? [id] : []))
    return userIds.length <= LIMITS.receiptMembersMax ? userIds : undefined
  }

  private keep(roomId: string, audience: Audience): void {
    this.audiences.delete(roomId)
    this.audiences.set(roomId, audience)
    const [oldest] = this.audiences.keys()
    if (this.audiences.size > AUDIENCES_KEPT && oldest) this.audiences.delete(oldest)
  }

  /** Nobody's settings change meanwhile: the lock waits for those that do, and holds up those that would. */
  private rebuild(made: string): Promise<void> {
    return this.postgres.transaction(async (tx) => {
      await tx.$executeRaw`LOCK TABLE app_user IN SHARE MODE`
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM app_user WHERE settings->>'readReceipts' = 'false'`
      const change = this.redis.serverOf(HIDDEN_KEY).hot.multi().del(HIDDEN_KEY)
      for (let i = 0; i < rows.length; i += ADDED_AT_ONCE)
        change.sadd(HIDDEN_KEY, ...rows.slice(i, i + ADDED_AT_ONCE).map((row) => row.id))
      await change.sadd(HIDDEN_KEY, made).exec()
    })
  }
}
