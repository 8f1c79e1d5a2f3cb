import { Inject, Injectable } from '@nestjs/common'
import { PRESENCES } from '@papo/contract'
import { CONFIG, type Config } from '../config.js'
import { defineScript, type Script } from '../infra/lua.js'
import { Postgres } from '../infra/postgres.js'
import { Redis } from '../infra/redis.js'
import { CONTROL_KEPT, CONTROL_KEY } from '../realtime/control.log.js'
import { PresenceReader, type Seen } from './presence.reader.js'

/** A lease that nobody renews ends after this long: an instance that died leaves no ghosts. */
const LEASE_MS = 20_000
const KEY = '{papo}:presence:'
const KEYS = {
  expiry: `${KEY}expiry`,
  states: `${KEY}states`,
  seen: `${KEY}seen`,
  dnd: `${KEY}dnd`,
  user: `${KEY}user:`,
  kept: `${KEY}dnd:kept`,
}
const AT_ONCE = 500
/** In the set of those who keep do-not-disturb: says that it was filled from PostgreSQL. */
const FILLED = '*'

export type Op = 'online' | 'idle' | 'gone' | 'dnd' | 'free' | 'keep' | 'release'
type Ops = [userId: string, op: Op][]

/** Who is online, as leases of the instances that have sockets of theirs. */
@Injectable()
export class PresenceStore extends PresenceReader {
  private readonly script: Script

  constructor(
    private readonly redis: Redis,
    private readonly postgres: Postgres,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    super()
    const file = new URL('./presence.lua', import.meta.url)
    this.script = defineScript(redis, { name: 'presence', file, keys: 7 })
  }

  /** Applies the ops and takes expired leases, whosever. What changes is announced by the control log. */
  async apply(ops: Ops): Promise<void> {
    const parts = Array.from({ length: Math.max(1, Math.ceil(ops.length / AT_ONCE)) }, (_, i) =>
      ops.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
    )
    // All leave now, in order: a part that waited might take back what was said meanwhile.
    const gone = await Promise.all(parts.map((part) => this.run(part)))
    await this.markSeen(gone.flat())
  }

  /** As `apply`, but leaves it to the caller to mark those who went offline. */
  async run(ops: Ops): Promise<string[]> {
    const keys = [KEYS.expiry, KEYS.states, KEYS.seen, KEYS.dnd, CONTROL_KEY, KEYS.user, KEYS.kept]
    const args = [this.config.INSTANCE_ID, LEASE_MS, CONTROL_KEPT, ...ops.flat()]
    return (await this.script(keys, args)) as string[]
  }

  /** A Redis that lost its memory learns from PostgreSQL who does not want to be disturbed. */
  async fillKept(): Promise<void> {
    // A server that restarted may have lost some of them and kept the mark.
    const mark = `${FILLED}:${this.redis.serverOf(KEYS.kept).runId}`
    if ((await this.redis.hot.sismember(KEYS.kept, mark)) === 1) return
    const rows = await this.postgres.client.$queryRaw<{ id: string }[]>`
      SELECT id FROM app_user WHERE settings @> '{"dnd": true}'`
    await this.apply(rows.map(({ id }): [string, Op] => [id, 'keep']))
    await this.redis.hot.sadd(KEYS.kept, mark)
  }

  onRun(listener: () => void): void {
    this.redis.onRun(listener)
  }

  override async of(userIds: string[]): Promise<Map<string, Seen>> {
    if (userIds.length === 0) return new Map()
    const [states, seen] = await Promise.all([
      this.redis.hot.hmget(KEYS.states, ...userIds),
      this.redis.hot.hmget(KEYS.seen, ...userIds),
    ])
    const known = userIds.flatMap((id, i): [string, Seen][] => {
      const state = PRESENCES.find((p) => p === states[i]) ?? 'offline'
      const at = seen[i]
      if (state === 'offline' && !at) return []
      return [[id, at ? { state, lastSeenAt: new Date(Number(at)).toISOString() } : { state }]]
    })
    return new Map(known)
  }

  override online(): Promise<number> {
    return this.redis.hot.hlen(KEYS.states)
  }

  /** The rooms of each of the users. */
  async rooms(userIds: string[]): Promise<Map<string, string[]>> {
    const rows = await this.postgres.client.$queryRaw<{ userId: string; rooms: string[] }[]>`
      SELECT user_id AS "userId", array_agg(room_id::text) AS rooms FROM membership
      WHERE user_id = ANY(${userIds}::uuid[]) AND state = 'active' GROUP BY user_id`
    return new Map(rows.map((row) => [row.userId, row.rooms]))
  }

  async markSeen(userIds: string[]): Promise<void> {
    if (userIds.length === 0) return
    await this.postgres.client.$executeRaw`
      UPDATE app_user SET last_seen_at = now() WHERE id = ANY(${userIds}::uuid[])`
  }
}
