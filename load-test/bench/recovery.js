// @ts-check
// P7: how long it takes until the people of an instance that was killed are back, behind HAProxy.
import { setTimeout as sleep } from 'node:timers/promises'
import { Audience } from './audience.js'
import { interleave, percentile, requireWhole } from './ratio.js'
import { Stand } from './stand.js'

const INSTANCES = 2
const MEMBERS_PER_ROOM = 20
const CALM_MS = 1_000
const BACK_WITHIN_MS = 60_000

/**
 * @typedef {import('./crowd.js').Seat} Seat
 * @typedef {import('./processes.js').Bench} Bench
 * @typedef {{ p50Ms: number, p95Ms: number, lastMs: number, lost: number }} RecoveryRun
 */

/**
 * @param {Bench} bench
 * @param {{ pairs: number, people: number }} extent
 * @returns {Promise<{ a: RecoveryRun, b: RecoveryRun }[]>} a is Papo, b the baseline
 */
export async function measureRecovery(bench, { pairs, people }) {
  const shape = { rooms: Math.ceil(people / MEMBERS_PER_ROOM), membersPerRoom: MEMBERS_PER_ROOM }
  const audience = new Audience(bench.ending, 'recovery-clients.js')
  const raise = async (/** @type {import('./crowd.js').System} */ system) => {
    const stand = await Stand.raise(bench, { name: system, system, instances: INSTANCES, door: true })
    return new Recovery({ bench, audience, stand, seats: await stand.seats(shape) })
  }
  const [papo, bare] = [await raise('papo'), await raise('bare')]
  return interleave(pairs, { a: () => papo.run(), b: () => bare.run() })
}

class Recovery {
  /** @param {{ bench: Bench, audience: Audience, stand: Stand, seats: Seat[] }} parts */
  constructor({ bench, audience, stand, seats }) {
    this.bench = bench
    this.audience = audience
    this.stand = stand
    this.seats = seats
  }

  /** @returns {Promise<RecoveryRun>} */
  async run() {
    const { stand, audience, seats } = this
    const { name: crowd, system, size: instances } = stand
    await audience.connect({ crowd, system, seats, instances })
    await sleep(CALM_MS)
    const [victim] = stand.instances
    if (!victim) throw new Error('nobody to kill')
    const killedNs = process.hrtime.bigint()
    await victim.stop('SIGKILL')
    const run = await this.#wait(killedNs)
    await audience.ask('leave')
    stand.instances[0] = await stand.launch(victim.origin)
    await stand.untilUp()
    this.bench.say(
      `P7 ${stand.name}: of ${run.lost} lost half back after ${run.p50Ms.toFixed(0)} ms, 95 % after ` +
        `${run.p95Ms.toFixed(0)} ms, the last after ${run.lastMs.toFixed(0)} ms`,
    )
    return run
  }

  /** @param {bigint} killedNs @returns {Promise<RecoveryRun>} */
  async #wait(killedNs) {
    const expected = this.seats.length / this.stand.size
    /** @type {{ lost: number, backNs: bigint[] }} */
    let returned = { lost: 0, backNs: [] }
    for (const deadline = Date.now() + BACK_WITHIN_MS; Date.now() < deadline; await sleep(50)) {
      returned = merge(await this.audience.ask('returned'))
      if (returned.lost >= expected && returned.backNs.length === returned.lost) break
    }
    const here = await this.audience.total('here')
    requireWhole(this.stand.name, {
      missing: this.seats.length - here,
      'not on the instance that was killed': expected - returned.lost,
    })
    const backMs = Float64Array.from(returned.backNs, (at) => Number(at - killedNs) / 1e6)
    const [p50Ms, p95Ms, lastMs] = [0.5, 0.95, 1].map((share) => percentile([backMs], share))
    return { p50Ms: p50Ms ?? NaN, p95Ms: p95Ms ?? NaN, lastMs: lastMs ?? NaN, lost: returned.lost }
  }
}

/** @param {{ lost: number, backNs: bigint[] }[]} parts */
function merge(parts) {
  return {
    lost: parts.reduce((sum, { lost }) => sum + lost, 0),
    backNs: parts.flatMap(({ backNs }) => backNs),
  }
}
