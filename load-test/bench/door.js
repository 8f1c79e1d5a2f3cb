// @ts-check
// P4: how long a delivery takes through HAProxy from one instance to the other, at half of what bare Socket.IO bears.
import { Audience } from './audience.js'
import { IN_FLIGHT, Load } from './load.js'
import { interleave, spread } from './ratio.js'
import { Stand } from './stand.js'

const SHAPE = { rooms: 10, membersPerRoom: 100 }
const INSTANCES = 2
const FLOODS = 3
const FLOOD_SECONDS = 1.5
const SHARE = 0.5

/**
 * @typedef {import('./outcome.js').LoadRun} LoadRun
 * @typedef {{ pairs: { a: LoadRun, b: LoadRun }[], deliveriesPerSecond: number }} Latency a is Papo, b the baseline
 */

/**
 * @param {import('./processes.js').Bench} bench
 * @param {{ pairs: number, seconds: number, warmSeconds: number, rate?: number | undefined }} extent `rate`: deliveries per second, if it
 *   shall not be found out
 * @returns {Promise<Latency>}
 */
export async function measureLatency(bench, extent) {
  const { pairs, seconds, rate } = extent
  const audience = new Audience(bench.ending, 'fanout-clients.js')
  const load = new Load(bench, audience, { ...SHAPE, apart: INSTANCES })
  const bare = await Stand.raise(bench, { name: 'bare', system: 'bare', instances: INSTANCES, door: true })
  const papo = await Stand.raise(bench, { name: 'papo', system: 'papo', instances: INSTANCES, door: true })
  for (const stand of [bare, papo]) await load.fill(stand)
  await audience.quiet()
  for (const stand of [papo, bare]) await load.warm(stand, extent)
  const perSecond = perRoom(rate ?? (await bear(load, bare)) * SHARE, SHAPE)
  const pace = { perSecond, seconds }
  bench.say(`${perSecond.toFixed(1)} messages per second in every room`)
  const runs = { a: () => load.put(papo, pace), b: () => load.put(bare, pace) }
  const measured = await interleave(pairs, runs)
  return { pairs: measured, deliveriesPerSecond: perSecond * SHAPE.rooms * SHAPE.membersPerRoom }
}

/** Deliveries per second that a stand does at most. @param {Load} load @param {Stand} stand */
async function bear(load, stand) {
  const rates = []
  for (let flood = 0; flood < FLOODS; flood++) {
    const run = await load.put(stand, { inFlight: IN_FLIGHT, seconds: FLOOD_SECONDS })
    rates.push(run.deliveriesPerSecond)
  }
  return spread(rates).median
}

/**
 * Messages per second in each room that make so many deliveries.
 * @param {number} deliveriesPerSecond
 * @param {import('./stand.js').Shape} shape
 */
export function perRoom(deliveriesPerSecond, { rooms, membersPerRoom }) {
  return deliveriesPerSecond / rooms / membersPerRoom
}
