// @ts-check
/**
 * @typedef {{ count: number, p50: number, p90: number, p99: number, max: number }} Latency milliseconds
 * @typedef {ReturnType<typeof figures>} Figures
 */

/**
 * What a run is worth in numbers. Latencies count from the moment a message was meant to be sent.
 * @param {import('./options.js').Options} options
 * @param {import('./recorder.js').Recorder} recorder
 * @param {import('./ledger.js').Verdict} verdict
 */
export function figures(options, recorder, { violations, expected, deliveries }) {
  const sends = recorder.sends
  const firstAcks = new Map([...recorder.acks].reverse().map((ack) => [ack.clientId, ack.at]))
  const live = deliveries.filter(({ receipt }) => receipt.source === 'live')
  return {
    passed: violations.length === 0 && deliveries.length > 0,
    options: { ...options },
    messages: {
      sent: sends.size,
      acknowledged: firstAcks.size,
      refused: tally(recorder.refusals, (refusal) => refusal.code),
    },
    deliveries: {
      expected,
      arrived: deliveries.length,
      live: live.length,
      recovered: deliveries.length - live.length,
    },
    violations: {
      total: violations.length,
      byKind: tally(violations, (violation) => violation.kind),
      examples: violations.slice(0, 20),
    },
    repairs: { ...recorder.counts },
    ackMs: latency([...firstAcks].map(([clientId, at]) => at - (sends.get(clientId)?.intendedAt ?? at))),
    deliveryMs: latency(live.map(({ send, receipt }) => receipt.at - send.intendedAt)),
  }
}

/** @param {number[]} values @returns {Latency} */
export function latency(values) {
  const sorted = Float64Array.from(values).sort()
  /** @param {number} share */
  const at = (share) => round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0)
  return { count: sorted.length, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) }
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10
}

/** @template T @param {T[]} items @param {(item: T) => string} key @returns {Record<string, number>} */
function tally(items, key) {
  /** @type {Record<string, number>} */
  const counts = {}
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1
  return counts
}
