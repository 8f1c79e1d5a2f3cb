// @ts-check
// P8: what one delivery costs with four instances against one, under the same load.
import { Audience } from './audience.js'
import { Load } from './load.js'
import { interleave } from './ratio.js'
import { Stand } from './stand.js'

const SHAPE = { rooms: 10, membersPerRoom: 100 }
const MANY = 4
const PER_SECOND = 10

/**
 * @typedef {import('./outcome.js').LoadRun} LoadRun
 * @param {import('./processes.js').Bench} bench
 * @param {{ pairs: number, seconds: number, warmSeconds: number }} extent
 * @returns {Promise<{ a: LoadRun, b: LoadRun }[]>} a has four instances, b one
 */
export async function measureInstances(bench, extent) {
  const audience = new Audience(bench.ending, 'fanout-clients.js')
  const load = new Load(bench, audience, SHAPE)
  const { papo, baseline, createDatabase } = bench.stores
  // Two clusters that know nothing of each other.
  const apart = { ...baseline, databaseUrl: await createDatabase('alone') }
  const four = await Stand.raise(bench, { name: 'four', system: 'papo', instances: MANY, stores: papo })
  const one = await Stand.raise(bench, { name: 'one', system: 'papo', instances: 1, stores: apart })
  for (const stand of [four, one]) await load.fill(stand)
  await audience.quiet()
  for (const stand of [four, one]) await load.warm(stand, extent)
  const pace = { perSecond: PER_SECOND, seconds: extent.seconds }
  return interleave(extent.pairs, { a: () => load.put(four, pace), b: () => load.put(one, pace) })
}
