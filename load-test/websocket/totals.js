// @ts-check
import { Histogram } from './histogram.js'
import { sentAtOf } from './ledger.js'

/**
 * @typedef {import('./ledger.js').Violation} Violation
 * @typedef {import('./ledger.js').Verdict} Verdict
 * @typedef {Pick<import('./ledger.js').Record, 'sends' | 'acks' | 'refusals'>} Judged
 */

const EXAMPLES = 20

/** The sum of all verdicts, in a size that does not depend on how many messages there were. */
export class Totals {
  acknowledged = 0
  /** @type {Record<string, number>} by code */
  refused = {}
  expected = 0
  arrived = 0
  live = 0
  violations = {
    total: 0,
    byKind: /** @type {Record<string, number>} */ ({}),
    examples: /** @type {Violation[]} */ ([]),
  }
  ack = new Histogram()
  delivery = new Histogram()

  /** @param {import('./series.js').Series} series */
  constructor(series) {
    this.series = series
  }

  /** @param {Judged} judged @param {Verdict} verdict about it */
  add({ sends, acks, refusals }, { expected, deliveries, violations }) {
    const sent = new Map(sends.map((send) => [send.clientId, send]))
    const firstAcks = new Map(acks.toReversed().map((ack) => [ack.clientId, ack.at]))
    for (const [clientId, at] of firstAcks) this.ack.add(at - (sent.get(clientId)?.intendedAt ?? at))
    this.acknowledged += firstAcks.size
    for (const { code } of refusals) count(this.refused, code)
    for (const send of sends) this.series.at(sentAtOf(send)).sent++
    this.expected += expected
    this.arrived += deliveries.length
    for (const delivery of deliveries) this.#deliver(delivery)
    this.blame(violations)
  }

  /** @param {Violation[]} violations */
  blame(violations) {
    const { byKind, examples } = this.violations
    this.violations.total += violations.length
    for (const { kind } of violations) count(byKind, kind)
    examples.push(...violations.slice(0, EXAMPLES - examples.length))
  }

  /** @param {import('./ledger.js').Delivery} delivery */
  #deliver({ send, receipt }) {
    const point = this.series.at(receipt.at)
    point.delivered++
    if (receipt.source !== 'live') return
    this.live++
    this.delivery.add(receipt.at - send.intendedAt)
    point.latency.add(receipt.at - send.intendedAt)
  }
}

/** @param {Record<string, number>} counts @param {string} key */
function count(counts, key) {
  counts[key] = (counts[key] ?? 0) + 1
}
