import { Injectable } from '@nestjs/common'
import type { RoomHead } from '@papo/contract'
import { defineScript, type Script } from '../infra/lua.js'
import { Redis } from '../infra/redis.js'
import { toEntry, toEvent } from './entry.js'
import type { RoomFacts } from './epoch.store.js'
import { DEDUPE_SECONDS, roomKeys } from './keys.js'
import { formatStanding } from './standing.js'

/** What Redis holds of a room's log. */
export type LogState = {
  epoch: number | undefined
  seq: number | undefined
  last: { seq: number; epoch: number; ordinal: number } | undefined
  /** Of the server that was asked. */
  runId: string
  /** It was opened on the server that answers now. */
  current: boolean
}
/** `current`: its log was opened on the server that answers now. */
export type Head = RoomHead & { ordinal: number; membersVersion: number; current: boolean }

/** Where rooms' logs stand in Redis. */
@Injectable()
export class HeadStore {
  private readonly openScript: Script

  constructor(private readonly redis: Redis) {
    const file = new URL('./open.lua', import.meta.url)
    this.openScript = defineScript(redis, { name: 'openLog', file, keys: 5, bound: true })
  }

  async state(roomId: string): Promise<LogState> {
    const keys = roomKeys(roomId)
    // Whoever was told long ago which run it is may be the last to know.
    await this.redis.serverOf(keys.meta).learnRunId()
    const { runId } = this.redis.serverOf(keys.meta)
    const [[metaRunId, epoch, seq], [newest]] = await Promise.all([
      this.redis.hot.hmget(keys.meta, 'runId', 'epoch', 'seq'),
      this.redis.hot.xrevrange(keys.log, '+', '-', 'COUNT', 1),
    ])
    const last = newest && toEvent(toEntry(newest))
    return {
      epoch: epoch ? Number(epoch) : undefined,
      seq: seq ? Number(seq) : undefined,
      last: last && { seq: last.seq, epoch: last.epoch, ordinal: last.ordinal },
      runId,
      current: metaRunId === runId,
    }
  }

  /** Undefined when the log is no longer as `seen`, or may not be: a server that lost what came since looks the same. */
  async open(roomId: string, seen: LogState, start: RoomFacts & { persisted: number }) {
    const keys = roomKeys(roomId)
    if (this.redis.serverOf(keys.meta).runId !== seen.runId) return undefined
    const opened = await this.openScript(
      [keys.meta, keys.log, keys.members, keys.reads, keys.dirty],
      [
        ...[roomId, seen.epoch ?? '', seen.seq ?? '', seen.runId, start.epoch, start.seq],
        ...[start.ordinal, start.persisted, start.deleted ? '1' : '0', start.readsVersion],
        ...[start.members.map(toLine).join(''), keys.dedupe, DEDUPE_SECONDS],
      ],
    )
    return opened === 1 ? start : undefined
  }

  /** Rooms in groups of one server each. */
  byServer(roomIds: string[]): string[][] {
    return this.redis.byServer(roomIds, (id) => roomKeys(id).meta)
  }

  /** One pipelined read of each server. A room that Redis does not know is left out. */
  async heads(roomIds: Iterable<string>): Promise<Map<string, Head>> {
    const ids = [...roomIds]
    const fields = ['epoch', 'seq', 'persisted', 'ordinal', 'members', 'runId'] as const
    const metas = ids.map((id) => roomKeys(id).meta)
    const replies = await Promise.all(metas.map((meta) => this.redis.hot.hmget(meta, ...fields)))
    const heads = new Map<string, Head>()
    replies.forEach(([epoch, head, persisted, ordinal, membersVersion, runId], i) => {
      const [id, meta] = [ids[i], metas[i]]
      if (id === undefined || meta === undefined || !epoch) return
      heads.set(id, {
        epoch: Number(epoch),
        head: Number(head),
        persisted: Number(persisted),
        ordinal: Number(ordinal),
        membersVersion: Number(membersVersion),
        current: runId === this.redis.serverOf(meta).runId,
      })
    })
    return heads
  }
}

const toLine = ({ userId, standing, readSeq, readOrdinal }: RoomFacts['members'][number]) =>
  `${userId} ${formatStanding(standing)} ${readSeq}:${readOrdinal}\n`
