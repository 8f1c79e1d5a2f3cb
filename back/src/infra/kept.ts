/** One answer for all who ask within a time. One that failed is for those who waited for it alone. */
export class Kept<V> {
  private last: { untilMs: number; answer: Promise<V> } | undefined

  constructor(
    private readonly ask: () => Promise<V>,
    private readonly forMs: number,
  ) {}

  /** @throws what `ask` throws */
  get(): Promise<V> {
    if (this.last && performance.now() <= this.last.untilMs) return this.last.answer
    const asked = { untilMs: performance.now() + this.forMs, answer: this.ask() }
    this.last = asked
    asked.answer.catch(() => {
      if (this.last === asked) this.forget()
    })
    return asked.answer
  }

  /** What is known to have changed is asked for anew. */
  forget(): void {
    this.last = undefined
  }
}
