// @ts-check
// P1: what one delivery costs the servers, with two instances, against bare Socket.IO and Centrifugo's library. P2: how many a
// second they bear, where a room is so busy that several of its messages meet in one turn of the loop.
import { Audience } from './audience.js'
import { findCentrifuge } from './centrifuge.js'
import { IN_FLIGHT, Load } from './load.js'
import { interleave } from './ratio.js'
import { Stand } from './stand.js'

const ROOMS = 10
const INSTANCES = 2
const PER_SECOND = 20

/**
 * @typedef {import('./outcome.js').LoadRun} LoadRun
 * @typedef {{ a: LoadRun, b: LoadRun, c?: LoadRun }[]} Rounds a is Papo, b bare Socket.IO, c Centrifugo's library where Go is there to build it
 */

/**
 * @param {import('./processes.js').Bench} bench
 * @param {{ pairs: number, seconds: number, warmSeconds: number, members: number, steady: boolean, flood: boolean }} extent
 *   `members` of each room, `steady`: P1, `flood`: P2
 * @returns {Promise<{ steady?: Rounds, flood?: Rounds }>}
 */
export async function measureFanout(bench, extent) {
  const { pairs, seconds, warmSeconds, members, steady, flood } = extent
  const audience = new Audience(bench.ending, 'fanout-clients.js')
  const load = new Load(bench, audience, { rooms: ROOMS, membersPerRoom: members })
  const raise = (/** @type {import('./stand.js').System} */ system) =>
    Stand.raise(bench, { name: system, system, instances: INSTANCES })
  const bare = await raise('bare')
  const papo = await raise('papo')
  const centrifuge = (await findCentrifuge(bench.say)) ? await raise('centrifuge') : undefined
  const stands = [papo, bare, ...(centrifuge ? [centrifuge] : [])]
  for (const stand of stands) await load.fill(stand)
  await audience.quiet()
  for (const stand of stands) await load.warm(stand, extent)
  // What a flood made fast is not yet fast when messages come one at a time.
  if (steady)
    for (const stand of stands) await load.put(stand, { perSecond: PER_SECOND, seconds: warmSeconds })
  const compare = (/** @type {{ perSecond: number } | { inFlight: number }} */ pace) =>
    interleave(pairs, {
      a: () => load.put(papo, { ...pace, seconds }),
      b: () => load.put(bare, { ...pace, seconds }),
      ...(centrifuge && { c: () => load.put(centrifuge, { ...pace, seconds }) }),
    })
  return {
    ...(steady && { steady: await compare({ perSecond: PER_SECOND }) }),
    ...(flood && { flood: await compare({ inFlight: IN_FLIGHT }) }),
  }
}
