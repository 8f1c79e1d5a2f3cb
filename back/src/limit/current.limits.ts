import { Inject, Injectable } from '@nestjs/common'
import type { InstallationSettings } from '@papo/contract'
import { CONFIG, type Config } from '../config.js'

export type Limits = InstallationSettings['limits']
/** `limit` tokens come back per `windowMs`; a full bucket holds `capacity`. */
export type Rate = { capacity: number; limit: number; windowMs: number }

const MINUTE_MS = 60_000

/** The limits that hold now: what administrators chose goes before what the environment says. */
@Injectable()
export class CurrentLimits {
  private chosen: Partial<Limits> = {}
  private readonly listeners: (() => void)[] = []

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** What the environment says, by the minute. */
  get defaults(): Limits {
    const { THROTTLE_TTL, THROTTLE_LIMIT, THROTTLE_BURST, ROOM_THROTTLE_LIMIT, ROOM_OPS_LIMIT } = this.config
    const perMinute = (perTtl: number) => Math.max(1, Math.round((perTtl * 60) / THROTTLE_TTL))
    return {
      messagesPerMinute: perMinute(THROTTLE_LIMIT),
      messagesBurst: THROTTLE_BURST,
      roomMessagesPerMinute: perMinute(ROOM_THROTTLE_LIMIT),
      roomOperationsPerMinute: ROOM_OPS_LIMIT,
    }
  }

  get messagesOfUser(): Rate {
    const { messagesPerMinute, messagesBurst } = this.chosen
    const capacity = messagesBurst ?? this.config.THROTTLE_BURST
    if (messagesPerMinute !== undefined) return { capacity, limit: messagesPerMinute, windowMs: MINUTE_MS }
    return { capacity, limit: this.config.THROTTLE_LIMIT, windowMs: this.ttlMs }
  }

  get messagesOfRoom(): Rate {
    const { roomMessagesPerMinute: chosen } = this.chosen
    if (chosen !== undefined) return { capacity: chosen, limit: chosen, windowMs: MINUTE_MS }
    const { ROOM_THROTTLE_LIMIT: limit } = this.config
    return { capacity: limit, limit, windowMs: this.ttlMs }
  }

  /** How many at once stays in proportion. */
  get roomOperations(): Rate {
    const { ROOM_OPS_LIMIT, ROOM_OPS_BURST } = this.config
    const limit = this.chosen.roomOperationsPerMinute ?? ROOM_OPS_LIMIT
    const capacity = Math.max(1, Math.round((limit * ROOM_OPS_BURST) / ROOM_OPS_LIMIT))
    return { capacity, limit, windowMs: MINUTE_MS }
  }

  choose(chosen: Partial<Limits>): void {
    if (JSON.stringify(chosen) === JSON.stringify(this.chosen)) return
    this.chosen = chosen
    for (const listener of this.listeners) listener()
  }

  /** Calls `listener` when tokens that were taken by the limits before should not be spent any more. */
  onChange(listener: () => void): void {
    this.listeners.push(listener)
  }

  private get ttlMs(): number {
    return this.config.THROTTLE_TTL * 1_000
  }
}
