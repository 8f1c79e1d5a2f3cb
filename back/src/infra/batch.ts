type Options<V> = {
  /** Answers many keys by one question; a key without an answer is left out. */
  ask: (keys: string[]) => Promise<Map<string, V>>
  /** From one question to the next, unless so many are waiting that it is worth asking at once. */
  everyMs: number
  enough?: number
}
type Waiting<V> = { resolve: (answer: V | undefined) => void; reject: (error: unknown) => void }

const ASKED_AT_ONCE = 500

/**
 * Answers by one question whoever asks while another is under way or was just answered, so that a crowd costs about as
 * much as one. Nothing is kept: each question begins after all those whom it answers have asked.
 */
export class Batch<V> {
  private readonly waiting = new Map<string, Waiting<V>[]>()
  private nextAt = 0
  private asking = false
  private timer: NodeJS.Timeout | undefined

  constructor(private readonly options: Options<V>) {}

  /** Undefined for a key that has no answer. @throws what the question threw */
  of(key: string): Promise<V | undefined> {
    return new Promise((resolve, reject) => {
      const same = this.waiting.get(key)
      if (same) same.push({ resolve, reject })
      else this.waiting.set(key, [{ resolve, reject }])
      this.askSoon()
    })
  }

  private askSoon(): void {
    if (this.asking || this.waiting.size === 0) return
    if (this.waiting.size >= (this.options.enough ?? Infinity)) return void this.ask()
    this.timer ??= setTimeout(() => void this.ask(), Math.max(0, this.nextAt - performance.now()))
  }

  private async ask(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    this.asking = true
    this.nextAt = performance.now() + this.options.everyMs
    const asked = [...this.waiting].slice(0, ASKED_AT_ONCE)
    for (const [key] of asked) this.waiting.delete(key)
    try {
      const answers = await this.options.ask(asked.map(([key]) => key))
      for (const [key, all] of asked) for (const { resolve } of all) resolve(answers.get(key))
    } catch (error) {
      for (const [, all] of asked) for (const { reject } of all) reject(error)
    } finally {
      this.asking = false
      this.askSoon()
    }
  }
}
