// @ts-check
/** @typedef {ReturnType<typeof figures>} Figures */

/**
 * What a run is worth in numbers. Latencies count from the moment a message was meant to be sent.
 * @param {import('./options.js').Options} options
 * @param {import('./recorder.js').Recorder} recorder
 * @param {import('./totals.js').Totals} totals
 */
export function figures(options, recorder, totals) {
  const { acknowledged, refused, expected, arrived, live, violations, ack, delivery, series } = totals
  const { sent, ...repairs } = recorder.counts
  return {
    passed: violations.total === 0 && arrived > 0,
    options: { ...options },
    messages: { sent, acknowledged, refused },
    deliveries: { expected, arrived, live, recovered: arrived - live },
    violations,
    repairs,
    ackMs: ack.latency,
    deliveryMs: delivery.latency,
    series: series.toJSON(),
  }
}
