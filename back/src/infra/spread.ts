type Buckets = { counts: number[]; sum: number }
type Value = { value: number; labels: Record<string, string>; metricName: string }

/**
 * How values are spread, as a Prometheus histogram, alone or per one label of which there are few. Observing costs about
 * 40 ns, prom-client's own 370 ns and, by a label, 700 ns or more (Node 20).
 */
export class Spread<Label extends string = string> {
  private readonly buckets = new Map<string, Buckets>()

  constructor(
    readonly name: string,
    readonly help: string,
    /** Upper bounds, ascending; and the label's name, if there is one. */
    private readonly shape: { bounds: readonly number[]; label?: string },
  ) {
    if (!shape.label) this.bucketsOf('')
  }

  observe(value: number, label: Label | '' = ''): void {
    const { bounds } = this.shape
    const buckets = this.bucketsOf(label)
    // Clocks of two machines may disagree.
    const sane = value > 0 ? value : 0
    let i = 0
    while (sane > (bounds[i] ?? Infinity)) i++
    buckets.counts[i] = (buckets.counts[i] ?? 0) + 1
    buckets.sum += sane
  }

  /** As prom-client's registry wants a metric. */
  get() {
    const values = [...this.buckets].flatMap(([label, buckets]) => this.valuesOf(label, buckets))
    return {
      name: this.name,
      help: this.help,
      type: 'histogram' as const,
      aggregator: 'sum' as const,
      values,
    }
  }

  private valuesOf(value: string, { counts, sum }: Buckets): Value[] {
    const own: Record<string, string> = this.shape.label ? { [this.shape.label]: value } : {}
    const part = (suffix: string, number: number, labels = own) => ({
      ...{ metricName: `${this.name}_${suffix}`, value: number, labels },
    })
    let upTo = 0
    const steps = [...this.shape.bounds.map(String), '+Inf'].map((le, i) => {
      upTo += counts[i] ?? 0
      return part('bucket', upTo, { le, ...own })
    })
    return [...steps, part('sum', sum), part('count', upTo)]
  }

  private bucketsOf(label: string): Buckets {
    const known = this.buckets.get(label)
    if (known) return known
    const made = { counts: [...this.shape.bounds.map(() => 0), 0], sum: 0 }
    this.buckets.set(label, made)
    return made
  }
}
