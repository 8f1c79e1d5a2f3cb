// @ts-check
/** @typedef {{ count: number, p50: number, p90: number, p95: number, p99: number, max: number }} Latency milliseconds */

const FINEST_MS = 0.1
const STEP = Math.log(1.01)

/** Latencies to about one per cent, in a size that does not depend on how many there are. */
export class Histogram {
  /** @type {Map<number, number>} how many in each step of one per cent */
  #counts = new Map()
  count = 0
  max = 0

  /** @param {number} ms */
  add(ms) {
    const step = Math.max(0, Math.ceil(Math.log(Math.max(ms, FINEST_MS) / FINEST_MS) / STEP))
    this.#counts.set(step, (this.#counts.get(step) ?? 0) + 1)
    this.count++
    this.max = Math.max(this.max, ms)
  }

  /** @param {Histogram} other */
  merge(other) {
    for (const [step, count] of other.#counts) this.#counts.set(step, (this.#counts.get(step) ?? 0) + count)
    this.count += other.count
    this.max = Math.max(this.max, other.max)
  }

  /** @returns {Latency} */
  get latency() {
    const [p50 = 0, p90 = 0, p95 = 0, p99 = 0] = this.#at([0.5, 0.9, 0.95, 0.99])
    return { count: this.count, p50, p90, p95, p99, max: round(this.max) }
  }

  /** @param {number[]} shares rising @returns {number[]} */
  #at(shares) {
    const steps = [...this.#counts].sort(([a], [b]) => a - b)
    let [index, below] = [0, 0]
    return shares.map((share) => {
      for (; index < steps.length; index++) {
        const [step = 0, count = 0] = steps[index] ?? []
        if (below + count >= share * this.count)
          return round(Math.min(this.max, FINEST_MS * Math.exp(step * STEP)))
        below += count
      }
      return 0
    })
  }
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10
}
