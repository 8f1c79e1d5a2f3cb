import { Inject, Injectable } from '@nestjs/common'
import type { RoomEventType } from '@papo/contract'
import { CONFIG, type Config } from '../config.js'
import { ChatError, notFound } from '../errors.js'
import { defineScript, type Script } from '../infra/lua.js'
import { measures } from '../infra/measures.js'
import { traceAppend } from '../infra/message.traces.js'
import { recording } from '../infra/tracing.js'
import { Redis } from '../infra/redis.js'
import { CurrentLimits } from '../limit/current.limits.js'
import { EpochLog } from './epoch.log.js'
import { roomKeys } from './keys.js'
import { CLOSED_UNTIL, formatStanding, type Standing } from './standing.js'

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
export type Appended = {
  epoch: number
  seq: number
  ordinal: number
  at: string
  persisted: number
  /** The shard had nothing to persist before: its worker wants to be woken. */
  dirtied: boolean
}
/**
 * Redis may have forgotten the clientId: PostgreSQL must say first whether it knows it. Its no is good for as long as the
 * log is in this epoch.
 */
export type Lookup = { lookupIn: string }

/** Each room's ordered log in Redis: what is in it was acknowledged. */
@Injectable()
export class RoomLog {
  private readonly script: Script

  constructor(
    private readonly redis: Redis,
    private readonly epochs: EpochLog,
    private readonly limits: CurrentLimits,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    const file = new URL('./append.lua', import.meta.url)
    this.script = defineScript(redis, { name: 'appendEvent', file, keys: 7, bound: true })
  }

  /**
   * Appends what was decided in PostgreSQL, exactly once.
   * @throws ChatError `unavailable` when it may or may not have happened
   */
  async append(command: Append): Promise<Appended> {
    const result = await this.tryAppend(command, 0)
    if ('lookupIn' in result) throw new ChatError('internal', 'A decided event needs no lookup.')
    return result
  }

  /**
   * Appends in one round trip. `proof` that the clientId is new: when it says that it was made (ms, 0 if it does not), or
   * that PostgreSQL, asked as an earlier try wanted, does not know it.
   * @throws ChatError conflict, forbidden, not_found, rate_limited, unavailable
   */
  async tryAppend(command: Append, proof: number | Lookup): Promise<Appended | Lookup> {
    for (let attempt = 0; attempt < 3; attempt++) {
      const startedMs = performance.now()
      const reply = (await this.run(command, proof)) as string[]
      measures.append.observe((performance.now() - startedMs) / 1_000)
      const [status, ...rest] = reply
      measures.appends.add(status ?? '')
      const recorder = recording()
      if (recorder) traceAppend(recorder, command, { startedMs, outcome: status ?? '' })
      if (status === 'ok' || status === 'again' || status === 'old') return toAppended(rest)
      if (status === 'lookup') return { lookupIn: rest[0] ?? '' }
      if (status !== 'epoch') throw refusal(status, rest[0])
      await this.epochs.open(command.roomId)
    }
    throw new ChatError('unavailable', 'The room is being restored, try again.')
  }

  private run(command: Append, proof: number | Lookup): Promise<unknown> {
    const { roomId, actorId, clientId, type, data, digest, member, decided } = command
    const keys = roomKeys(roomId)
    const { capacity, limit, windowMs } = this.limits.messagesOfRoom
    return this.script(
      [
        keys.meta,
        keys.log,
        keys.members,
        keys.reads,
        keys.readsDirty,
        `${keys.dedupe}${actorId}:${clientId}`,
        keys.dirty,
      ],
      [
        ...[
          this.redis.serverOf(keys.meta).runId,
          roomId,
          actorId,
          clientId,
          type,
          JSON.stringify(data),
          digest,
        ],
        ...[
          decided ? '1' : '0',
          typeof proof === 'number' ? proof : `checked:${proof.lookupIn}`,
          capacity,
          limit / windowMs,
        ],
        ...[this.config.BACKLOG_LIMIT, member?.userId ?? '', member ? formatStanding(member.standing) : ''],
      ],
    )
  }
}

function toAppended([epoch, seq, ordinal, at, persisted, dirtied]: string[]): Appended {
  return {
    epoch: Number(epoch),
    seq: Number(seq),
    ordinal: Number(ordinal),
    at: at ?? '',
    persisted: Number(persisted),
    dirtied: dirtied === '1',
  }
}

function refusal(status: string | undefined, detail: string | undefined): ChatError {
  switch (status) {
    case 'conflict':
      return new ChatError('conflict', 'This clientId was used for something else.')
    case 'gone':
      return notFound('room')
    case 'stranger':
      return new ChatError('forbidden', 'You are not a member of this room.')
    case 'muted':
      // Whose wish that is stays unsaid.
      if (Number(detail) >= CLOSED_UNTIL.getTime())
        return new ChatError('forbidden', 'This conversation is closed.')
      return new ChatError(
        'forbidden',
        `You are muted in this room until ${new Date(Number(detail)).toISOString()}.`,
      )
    case 'limited':
      return new ChatError('rate_limited', 'This room is too busy.', { retryAfterMs: Number(detail) })
    case 'backlog':
      return new ChatError('unavailable', 'Messages cannot be stored at the moment.', { retryAfterMs: 2_000 })
    default:
      return new ChatError('internal', 'Something went wrong.')
  }
}
