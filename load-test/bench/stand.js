// @ts-check
// What a load is put on: instances of one system, their worker, and a HAProxy in front where it is asked for.
import { startHaproxy } from '../../scripts/haproxy.mjs'
import { ENV } from '../storm/people.js'
import { guests, strangers } from './guests.js'
import { start } from './processes.js'

/**
 * @typedef {import('./crowd.js').System} System
 * @typedef {import('./crowd.js').Seat} Seat
 * @typedef {import('./processes.js').Bench} Bench
 * @typedef {import('./processes.js').Program} Program
 * @typedef {import('./processes.js').Stores} Stores
 * @typedef {import('../../scripts/haproxy.mjs').Haproxy} Haproxy
 * @typedef {import('./guests.js').Shape} Shape
 * @typedef {{ name: string, system: System, instances: number, door?: boolean, stores?: Stores }} Plan `name` keeps
 *   the crowds of two stands of one system apart; `stores` other than those of the system
 * @typedef {{ origin: string, cookie?: string }} Way to one instance: through the door by the cookie that binds to it
 */

const SYSTEMS = /** @type {const} */ ({
  papo: { program: 'back', side: 'papo' },
  bare: { program: 'bare', side: 'baseline' },
  centrifuge: { program: 'centrifuge', side: 'baseline' },
})
/** All come from one address, which in the wild would be thousands. */
const DOOR_SETTINGS = { HANDSHAKES_PER_10_SECONDS: '1000000' }
const UP_WITHIN_MS = 15_000

export class Stand {
  /** @type {Program[]} */
  instances = []
  /** @type {Program | undefined} */
  worker
  /** @type {Haproxy | undefined} */
  door

  /** @param {Bench} bench @param {Plan} plan */
  constructor(bench, { name, system, instances, stores }) {
    this.bench = bench
    this.name = name
    this.system = system
    this.size = instances
    this.stores = stores ?? bench.stores[SYSTEMS[system].side]
  }

  /** @param {Bench} bench @param {Plan} plan @returns {Promise<Stand>} */
  static async raise(bench, plan) {
    const stand = new Stand(bench, plan)
    stand.instances.push(await stand.launch()) // the first one migrates
    const others = Array.from({ length: plan.instances - 1 }, () => stand.launch())
    stand.instances.push(...(await Promise.all(others)))
    if (plan.system === 'papo') stand.worker = await start('worker', bench, stand.#env)
    if (!plan.door) return stand
    const backs = stand.instances.map(({ origin }) => new URL(origin).host)
    const door = await startHaproxy({ backs, settings: DOOR_SETTINGS })
    bench.ending.add(() => door.stop())
    stand.door = door
    await stand.untilUp()
    return stand
  }

  /** One more instance, or one in the place of one that ended. @param {string} [origin] @returns {Promise<Program>} */
  launch(origin) {
    const place = origin === undefined ? {} : { PORT: new URL(origin).port }
    return start(SYSTEMS[this.system].program, this.bench, { ...this.#env, ...place })
  }

  /** Until the door lets people through to every instance. */
  async untilUp() {
    for (const deadline = Date.now() + UP_WITHIN_MS; ; await new Promise((wake) => setTimeout(wake, 50))) {
      const servers = serversOf((await this.door?.command('show stat')) ?? '')
      if (servers.length === this.size && servers.every(({ status }) => status === 'UP')) return
      if (Date.now() > deadline) throw new Error(`${this.name}: HAProxy does not see every instance`)
    }
  }

  /** @returns {Promise<Way[]>} one for every instance */
  async ways() {
    if (!this.door) return this.instances.map(({ origin }) => ({ origin }))
    const { url: origin } = this.door
    return serversOf(await this.door.command('show stat')).map(({ cookie }) => ({
      origin,
      cookie: `PAPO=${cookie}`,
    }))
  }

  /**
   * A seat for everyone: who has the number `i` belongs to the instance `i` modulo their count.
   * @param {Shape} shape
   * @returns {Promise<Seat[]>}
   */
  async seats(shape) {
    const ways = await this.ways()
    const people = this.system === 'papo' ? await guests(this.stores.databaseUrl, shape) : strangers(shape)
    return people.map(({ roomId, headers }, index) => {
      const { origin = '', cookie } = ways[index % ways.length] ?? {}
      const cookies = [headers['cookie'], cookie].filter((one) => one !== undefined).join('; ')
      return { index, roomId, origin, headers: { ...headers, origin, ...(cookies && { cookie: cookies }) } }
    })
  }

  get #env() {
    const { databaseUrl: DATABASE_URL, redisUrl: REDIS_URL } = this.stores
    return { ...ENV, DATABASE_URL, REDIS_URL }
  }
}

/**
 * The instances as HAProxy knows them, in order, out of what it answers to `show stat`.
 * @param {string} csv
 * @returns {{ status: string, cookie: string }[]}
 */
export function serversOf(csv) {
  const [head = '', ...lines] = csv.split('\n')
  const names = head.replace(/^# /, '').split(',')
  const rows = lines.map((line) => {
    const fields = line.split(',')
    return new Map(names.map((name, index) => [name, fields[index] ?? '']))
  })
  return rows
    .filter((row) => row.get('pxname') === 'instances' && row.get('svname') !== 'BACKEND')
    .map((row) => ({ status: row.get('status') ?? '', cookie: row.get('cookie') ?? '' }))
}
