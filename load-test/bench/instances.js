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
 * @typedef {{ a: LoadRun, b: LoadRun }[]} Pairs a has four instances, b one
 * @typedef {import('./stand.js').Stores} Stores
 * @typedef {{ system: import('./stand.js').System, four: Stores, one: Stores }} Clusters which know nothing of each other
 */

/**
 * Of Papo, and of bare Socket.IO: what it costs that several processes take turns on the same cores is in both.
 * @param {import('./processes.js').Bench} bench
 * @param {{ pairs: number, seconds: number, warmSeconds: number }} extent
 * @returns {Promise<{ papo: Pairs, bare: Pairs }>}
 */
export async function measureInstances(bench, extent) {
  const { papo, baseline, createDatabase } = bench.stores
  const alone = { ...baseline, databaseUrl: await createDatabase('alone') }
  return {
    papo: await compare(bench, extent, { system: 'papo', four: papo, one: alone }),
    bare: await compare(bench, extent, { system: 'bare', four: baseline, one: papo }),
  }
}

/**
 * @param {import('./processes.js').Bench} bench
 * @param {{ pairs: number, seconds: number, warmSeconds: number }} extent
 * @param {Clusters} clusters
 * @returns {Promise<Pairs>}
 */
async function compare(bench, extent, { system, ...homes }) {
  const audience = new Audience(bench.ending, 'fanout-clients.js')
  const load = new Load(bench, audience, SHAPE)
  const raise = (/** @type {'four' | 'one'} */ name, /** @type {number} */ instances) =>
    Stand.raise(bench, { name: `${system} ${name}`, system, instances, stores: homes[name] })
  const four = await raise('four', MANY)
  const one = await raise('one', 1)
  for (const stand of [four, one]) await load.fill(stand)
  await audience.quiet()
  for (const stand of [four, one]) await load.warm(stand, extent)
  const pace = { perSecond: PER_SECOND, seconds: extent.seconds }
  return interleave(extent.pairs, { a: () => load.put(four, pace), b: () => load.put(one, pace) })
}
