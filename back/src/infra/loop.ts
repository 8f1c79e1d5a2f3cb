import { setTimeout as pause } from 'node:timers/promises'

type Options = {
  /** @returns whether there may be more to do at once */
  step: () => Promise<boolean>
  /** Between two looks when there was nothing. */
  everyMs: number
  afterFailureMs: number
  onFailure: (error: unknown) => void
}

/** Does some of what is due, again and again, until it is told to end. A failure is one look less. */
export class Loop {
  private readonly stopping = new AbortController()
  private ended = Promise.resolve()

  constructor(private readonly options: Options) {}

  start(): void {
    this.ended = this.run()
  }

  /** Resolves once nothing is under way any more. */
  async end(): Promise<void> {
    this.stopping.abort()
    await this.ended
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping
    while (!signal.aborted) {
      const waitMs = await this.look()
      if (waitMs > 0) await pause(waitMs, undefined, { signal }).catch(() => undefined)
    }
  }

  /** @returns how long there is nothing to do */
  private async look(): Promise<number> {
    try {
      return (await this.options.step()) ? 0 : this.options.everyMs
    } catch (error) {
      this.options.onFailure(error)
      return this.options.afterFailureMs
    }
  }
}
