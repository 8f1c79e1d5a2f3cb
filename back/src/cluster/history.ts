const SECOND_MS = 1_000
const tenths = (value: number) => Math.round(value * 10) / 10

/** What rose by how much per second, since the look before: numbers that only rise become ones to watch. */
export class Rates<Name extends string> {
  private before: { atMs: number; totals: Record<Name, number> }

  constructor(totals: Record<Name, number>, atMs: number) {
    this.before = { atMs, totals }
  }

  take(totals: Record<Name, number>, atMs: number): Record<Name, number> {
    const seconds = Math.max(1, atMs - this.before.atMs) / SECOND_MS
    const { totals: before } = this.before
    const names = Object.keys(totals) as Name[]
    const rates = names.map((name) => [name, Math.max(0, totals[name] - before[name]) / seconds])
    this.before = { atMs, totals }
    return Object.fromEntries(rates) as Record<Name, number>
  }
}

/** The latest of something, the oldest first. */
export class Flow {
  private readonly kept: [incoming: number, outgoing: number][] = []

  constructor(private readonly most: number) {}

  add(incoming: number, outgoing: number): void {
    this.kept.push([tenths(incoming), tenths(outgoing)])
    if (this.kept.length > this.most) this.kept.shift()
  }

  get steps(): [incoming: number, outgoing: number][] {
    return [...this.kept]
  }
}
