type Value = { value: number; labels: Record<string, string> }

/**
 * A number that only rises, alone or per one or two labels of which there are few: never a user's, a room's or a client's.
 * Bumped where messages pass, read when somebody asks: prom-client's own counters cost about ten times as much.
 */
export class Count<First extends string = string, Second extends string = string> {
  private readonly counts = new Map<string, Map<string, number>>()

  constructor(
    readonly name: string,
    readonly help: string,
    private readonly labels: readonly string[] = [],
    /** Values of the first label that are there from the start, so that a first rise is seen as one. */
    known: readonly First[] = [],
  ) {
    for (const first of labels.length === 0 ? [''] : known) this.counts.set(first, new Map([['', 0]]))
  }

  /** Without labels. */
  rise(by = 1): void {
    this.put('', '', by)
  }

  add(first: First, second?: Second): void {
    this.put(first, second ?? '', 1)
  }

  /** As prom-client's registry wants a metric. */
  get() {
    const values: Value[] = []
    for (const [first, inner] of this.counts)
      for (const [second, value] of inner) values.push({ value, labels: this.labelled([first, second]) })
    return { name: this.name, help: this.help, type: 'counter' as const, aggregator: 'sum' as const, values }
  }

  private put(first: string, second: string, by: number): void {
    let inner = this.counts.get(first)
    if (!inner) this.counts.set(first, (inner = new Map<string, number>()))
    inner.set(second, (inner.get(second) ?? 0) + by)
  }

  private labelled(values: string[]): Record<string, string> {
    return Object.fromEntries(this.labels.map((label, i) => [label, values[i] ?? '']))
  }
}
