// @ts-check
// P1: what one delivery costs the servers, with two instances, against bare Socket.IO. P2: how many a second they
// bear, where a room is so busy that several of its messages meet in one turn of the loop.
import { Audience } from './audience.js'
import { IN_FLIGHT, Load } from './load.js'
import { interleave } from './ratio.js'
import { Stand } from './stand.js'

const SHAPE = { rooms: 10, membersPerRoom: 100 }
const INSTANCES = 2
const PER_SECOND = 20

/**
 * @typedef {import('./outcome.js').LoadRun} LoadRun
 * @typedef {{ a: LoadRun, b: LoadRun }[]} Pairs a is Papo, b the baseline
 */

/**
 * @param {import('./processes.js').Bench} bench
 * @param {{ pairs: number, seconds: number, warmSeconds: number, steady: boolean, flood: boolean }} extent `steady`: P1, `flood`: P2
 * @returns {Promise<{ steady?: Pairs, flood?: Pairs }>}
 */
export async function measureFanout(bench, extent) {
  const { pairs, seconds, warmSeconds, steady, flood } = extent
  const audience = new Audience(bench.ending, 'fanout-clients.js')
  const load = new Load(bench, audience, SHAPE)
  const bare = await Stand.raise(bench, { name: 'bare', system: 'bare', instances: INSTANCES })
  const papo = await Stand.raise(bench, { name: 'papo', system: 'papo', instances: INSTANCES })
  for (const stand of [bare, papo]) await load.fill(stand)
  await audience.quiet()
  for (const stand of [papo, bare]) await load.warm(stand, extent)
  // What a flood made fast is not yet fast when messages come one at a time.
  if (steady)
    for (const stand of [papo, bare]) await load.put(stand, { perSecond: PER_SECOND, seconds: warmSeconds })
  const compare = (/** @type {{ perSecond: number } | { inFlight: number }} */ pace) =>
    interleave(pairs, {
      a: () => load.put(papo, { ...pace, seconds }),
      b: () => load.put(bare, { ...pace, seconds }),
    })
  return {
    ...(steady && { steady: await compare({ perSecond: PER_SECOND }) }),
    ...(flood && { flood: await compare({ inFlight: IN_FLIGHT }) }),
  }
}
