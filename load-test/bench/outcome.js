// @ts-check
// What a load has come to, out of the tallies of all client processes.
import { percentile } from './ratio.js'

/**
 * @typedef {import('./batch.js').Tally} Tally
 * @typedef {'backs' | 'worker' | 'redis' | 'postgres' | 'door' | 'clients'} Group
 * @typedef {{ on: string, deliveries: number, deliveriesPerSecond: number, usPerDelivery: Record<Group, number>,
 *   framesPerDelivery: number, p50Ms: number, p99Ms: number, othersShare: number }} LoadRun
 */

/** @param {Tally[]} tallies @param {{ planned: number, membersPerRoom: number }} expected */
export function faultsOf(tallies, { planned, membersPerRoom }) {
  const sum = sumOver(tallies)
  const distinct = sum((t) => t.distinct)
  return {
    'not sent': planned - sum((t) => t.sent),
    'not acknowledged': planned - sum((t) => t.acked),
    refused: sum((t) => t.refused),
    'not delivered': planned * membersPerRoom - distinct,
    'delivered twice': sum((t) => t.delivered) - distinct,
    'out of order': sum((t) => t.disorder),
  }
}

/**
 * @param {Tally[]} tallies
 * @param {{ startMs: number, used: Record<Group, number>, othersShare: number }} run
 */
export function summarise(tallies, { startMs, used, othersShare }) {
  const deliveries = sumOver(tallies)((t) => t.distinct)
  const latencies = tallies.map((tally) => tally.latencyMs)
  const usPerDelivery = /** @type {Record<Group, number>} */ (
    Object.fromEntries(Object.entries(used).map(([group, us]) => [group, us / deliveries]))
  )
  const seconds = (Math.max(...tallies.map(({ lastMs }) => lastMs)) - startMs) / 1_000
  return {
    deliveries,
    deliveriesPerSecond: deliveries / seconds,
    usPerDelivery,
    framesPerDelivery: sumOver(tallies)((t) => t.frames) / deliveries,
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    othersShare,
  }
}

/** @param {Tally[]} tallies @returns {(of: (tally: Tally) => number) => number} */
function sumOver(tallies) {
  return (of) => tallies.reduce((sum, tally) => sum + of(tally), 0)
}

/** @param {LoadRun} run */
export function describe({
  on,
  deliveriesPerSecond,
  usPerDelivery,
  p50Ms,
  p99Ms,
  othersShare,
  framesPerDelivery,
}) {
  const used = Object.entries(usPerDelivery).filter(([, us]) => us > 0)
  const cpu = used.map(([group, us]) => `${group} ${us.toFixed(1)}`).join(', ')
  const latency = Number.isNaN(p50Ms) ? '' : ` p50 ${p50Ms.toFixed(1)} ms p99 ${p99Ms.toFixed(1)} ms;`
  const rate = `${Math.round(deliveriesPerSecond)} deliveries/s`
  const frames = `${framesPerDelivery.toFixed(2)} frames per delivery`
  return `  ${on}: ${rate}; µs each: ${cpu};${latency} ${frames}; others took ${Math.round(othersShare * 100)} %`
}
