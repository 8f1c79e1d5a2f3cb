import { Injectable } from '@nestjs/common'

/** What is left to do about rows once they are committed, by the loop that does it. */
export const ERRANDS = ['follow', 'search', 'webhook'] as const
export type Errand = (typeof ERRANDS)[number]

/** Wakes this process's loops for what it has just stored. What other processes stored they find by looking. */
@Injectable()
export class Errands {
  private readonly loops: { errand: Errand; wake: () => void }[] = []

  on(errand: Errand, wake: () => void): void {
    this.loops.push({ errand, wake })
  }

  announce(errands: Errand[]): void {
    for (const { errand, wake } of this.loops) if (errands.includes(errand)) wake()
  }
}
