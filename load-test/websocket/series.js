// @ts-check
import { Histogram } from './histogram.js'

const MOST_POINTS = 240

/**
 * @typedef {{ name: string, cpuShare: number, bytes: number }} Use of one process: share of one core, memory of its own
 * @typedef {{ sent: number, delivered: number, reconnects: number, latency: Histogram,
 *   uses: Map<string, { cpuShare: number, bytes: number, samples: number }> }} Point
 * @typedef {ReturnType<Series['toJSON']>} Plotted
 */

/** What happened when: at most some hundred points, which grow longer as the run does. */
export class Series {
  #widthMs = 1000
  /** @type {Point[]} */
  #points = []

  /** @param {number} startAt on the recorder's clock */
  constructor(startAt) {
    this.startAt = startAt
  }

  /** @param {number} at @returns {Point} */
  at(at) {
    while (at - this.startAt >= this.#widthMs * MOST_POINTS) this.#halve()
    const index = Math.max(0, Math.floor((at - this.startAt) / this.#widthMs))
    while (this.#points.length <= index) this.#points.push(emptyPoint())
    return /** @type {Point} */ (this.#points[index])
  }

  /** @param {number} at @param {Use[]} uses */
  used(at, uses) {
    const point = this.at(at)
    for (const { name, cpuShare, bytes } of uses) addUse(point, name, { cpuShare, bytes, samples: 1 })
  }

  toJSON() {
    const perSecond = (/** @type {number} */ count) => (count * 1000) / this.#widthMs
    const names = [...new Set(this.#points.flatMap(({ uses }) => [...uses.keys()]))]
    return {
      everyMs: this.#widthMs,
      points: this.#points.map(({ sent, delivered, reconnects, latency }) => ({
        sentPerSecond: perSecond(sent),
        deliveredPerSecond: perSecond(delivered),
        reconnects,
        deliveryMs: latency.count > 0 ? latency.latency : null,
      })),
      processes: names.map((name) => ({
        name,
        cpuShare: this.#points.map(({ uses }) => mean(uses.get(name), 'cpuShare')),
        bytes: this.#points.map(({ uses }) => mean(uses.get(name), 'bytes')),
      })),
    }
  }

  #halve() {
    this.#widthMs *= 2
    const pairs = Array.from({ length: Math.ceil(this.#points.length / 2) }, (_, i) =>
      this.#points.slice(2 * i, 2 * i + 2),
    )
    this.#points = pairs.map(merge)
  }
}

/** @returns {Point} */
function emptyPoint() {
  return { sent: 0, delivered: 0, reconnects: 0, latency: new Histogram(), uses: new Map() }
}

/** @param {Point[]} points */
function merge(points) {
  const merged = emptyPoint()
  for (const { sent, delivered, reconnects, latency, uses } of points) {
    merged.sent += sent
    merged.delivered += delivered
    merged.reconnects += reconnects
    merged.latency.merge(latency)
    for (const [name, use] of uses) addUse(merged, name, use)
  }
  return merged
}

/** @param {Point} point @param {string} name @param {{ cpuShare: number, bytes: number, samples: number }} more */
function addUse({ uses }, name, more) {
  const { cpuShare, bytes, samples } = uses.get(name) ?? { cpuShare: 0, bytes: 0, samples: 0 }
  uses.set(name, {
    cpuShare: cpuShare + more.cpuShare,
    bytes: bytes + more.bytes,
    samples: samples + more.samples,
  })
}

/**
 * @param {{ cpuShare: number, bytes: number, samples: number } | undefined} use
 * @param {'cpuShare' | 'bytes'} what
 */
function mean(use, what) {
  return use ? Number((use[what] / use.samples).toPrecision(4)) : null
}
