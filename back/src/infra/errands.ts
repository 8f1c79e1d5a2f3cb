import { Injectable } from '@nestjs/common'
import { Loop, type LoopOptions } from './loop.js'

/** What is left to do about rows once they are committed, by the loop that does it. */
export const ERRANDS = ['follow', 'search', 'webhook'] as const
export type Errand = (typeof ERRANDS)[number]

/** What another process stored is found so late at the latest. */
const REST_MS = 3_000
/** A backlog holds nothing up for longer without a pause, however long it lasts. */
const HELD_MOST_MS = 10_000

/** Wakes this process's loops for what it has just stored. What other processes stored they find by looking. */
@Injectable()
export class Errands {
  private readonly loops: { errand: Errand; loop: Loop }[] = []
  private heldSinceMs: number | undefined

  /** A loop that rests until there is such an errand. */
  loop(errand: Errand, options: LoopOptions): Loop {
    const loop = new Loop({ restMs: REST_MS, ...options })
    this.loops.push({ errand, loop })
    return loop
  }

  announce(errands: Errand[]): void {
    for (const { errand, loop } of this.loops) if (errands.includes(errand)) loop.wake()
  }

  /** Whether a backlog is being stored: then what needs the database most comes after it. */
  setBacklog(on: boolean, nowMs = performance.now()): void {
    this.heldSinceMs = on ? (this.heldSinceMs ?? nowMs) : undefined
  }

  isHeld(nowMs = performance.now()): boolean {
    return this.heldSinceMs !== undefined && nowMs - this.heldSinceMs < HELD_MOST_MS
  }
}
