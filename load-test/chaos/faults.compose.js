// @ts-check
import { setTimeout as sleep } from 'node:timers/promises'
import { attempt } from '../../scripts/command.mjs'
import { Failure } from '../../scripts/failure.mjs'
import { openCompose } from '../../scripts/rolling/compose.mjs'
import { Remote } from './remote.js'

/**
 * @typedef {import('./faults.js').Fault} Fault
 * @typedef {import('./faults.js').Scene} Scene
 * @typedef {import('../../scripts/rolling/compose.mjs').Container} Container
 * @typedef {'back' | 'worker' | 'redis' | 'postgres' | 'haproxy'} Service
 */

const COMMAND_TIMEOUT_MS = 120_000

/** @param {string[]} words */
async function docker(...words) {
  const { ok, output } = await attempt(['docker', ...words], { timeoutMs: COMMAND_TIMEOUT_MS })
  if (!ok) throw new Failure(`docker ${words.join(' ')}: ${output}`)
}

/** Somebody's own cluster in containers of one compose project: no other container is touched. */
export class ComposeCluster extends Remote {
  /** @type {{ service: Service, container: Container }[]} ended by us, to be started again */
  #ended = []

  /** @param {string} origin @param {import('../../scripts/rolling/compose.mjs').Compose} compose */
  constructor(origin, compose) {
    super(origin)
    this.compose = compose
  }

  /** @param {string} origin @param {import('../../scripts/rolling/compose.mjs').Which} which */
  static async open(origin, which) {
    return new ComposeCluster(origin, await openCompose(which))
  }

  /** @param {Service} service @param {'kill' | 'stop'} how @param {() => number} random */
  async end(service, how, random) {
    const running = await this.compose.running(service)
    const container = running[Math.floor(random() * running.length)]
    if (!container) throw new Failure(`no ${service} runs in this project`)
    // An interrupted run has to find it here.
    this.#ended.push({ service, container })
    await docker(how, container.id)
  }

  /** @override */
  async restoreProcesses() {
    await this.stop()
    for (const { service, container } of this.#ended.splice(0)) await this.compose.healthy(service, container)
  }

  /** Leaves it as it was. @override */
  async stop() {
    for (const { container } of this.#ended) await docker('start', container.id)
  }
}

/** Such a fault is done to nothing else. @param {Scene} scene */
function clusterOf({ lab }) {
  const grounds = /** @type {unknown} */ (lab)
  if (!(grounds instanceof ComposeCluster)) throw new Failure('this fault needs --compose')
  return grounds
}

/** @param {Service} service @param {'kill' | 'stop'} how @param {[number, number]} awayMs at least and at most */
function away(service, how, [least, most]) {
  return async (/** @type {Scene} */ scene) => {
    const { random } = scene
    const cluster = clusterOf(scene)
    await cluster.end(service, how, random)
    await sleep(least + (most - least) * random())
    await cluster.restoreProcesses()
  }
}

/** @type {Fault[]} */
export const COMPOSE_FAULTS = [
  {
    number: 1,
    name: 'compose-back-killed',
    compose: true,
    how: 'SIGKILL to the container of an instance, which is started again up to five seconds later',
    happen: away('back', 'kill', [0, 5_000]),
  },
  {
    number: 2,
    name: 'compose-worker-killed',
    compose: true,
    how: 'SIGKILL to the container of a worker, which is started again up to five seconds later',
    happen: away('worker', 'kill', [0, 5_000]),
  },
  {
    number: 3,
    name: 'compose-redis-killed',
    compose: true,
    how: 'SIGKILL to the container of Redis, which is started again up to five seconds later',
    happen: away('redis', 'kill', [0, 5_000]),
  },
  {
    number: 8,
    name: 'compose-postgres-stopped',
    compose: true,
    how: 'the container of PostgreSQL is stopped for 5 to 20 seconds',
    happen: away('postgres', 'stop', [5_000, 20_000]),
  },
  {
    number: 9,
    name: 'compose-haproxy-restarted',
    compose: true,
    how: 'the container of HAProxy is stopped and started: every connection breaks',
    happen: away('haproxy', 'stop', [0, 1_000]),
  },
]
