import { ChatError } from '../errors.js'

/** Lets at most so many pieces of work run at once; the others wait in line, which may have an end. */
export class Turns {
  private readonly waiting: (() => void)[] = []

  constructor(
    private free: number,
    private readonly waitingMax = Infinity,
  ) {}

  /** @throws ChatError `unavailable` when too many wait */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free--
    else if (this.waiting.length >= this.waitingMax)
      throw new ChatError('unavailable', 'Too many ask at once, try again in a moment.')
    else await new Promise<void>((resolve) => this.waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = this.waiting.shift()
      if (next) next()
      else this.free++
    }
  }
}
