// @ts-check
import { BUCKET_FAULTS } from './faults.bucket.js'
import { CLIENT_FAULTS } from './faults.clients.js'
import { COMPOSE_FAULTS } from './faults.compose.js'
import { PROCESS_FAULTS } from './faults.processes.js'
import { REDIS_FAULTS } from './faults.redis.js'
import { STORE_FAULTS } from './faults.stores.js'

/**
 * @typedef {{ lab: import('./lab.js').Lab, party: import('./party.js').Party, random: () => number,
 *   note: (what: string, amount: number) => void }} Scene `note`: a figure of this run, for the report
 * @typedef {{ kind: string, why: string }} Found
 * @typedef {{ number: number, name: string, how: string, runs?: number, lab?: import('./lab.js').LabOptions,
 *   rewinds?: boolean, anywhere?: boolean, compose?: boolean, whyNot?: () => string | undefined, happen: (scene: Scene) => Promise<Found[] | void> }} Fault
 *   `number` is that of the list of faults in docs/guarantees.md; done `anywhere`: by clients alone; `compose`: by Docker, to containers; `whyNot` says what is missing for it on this machine;
 *   `happen` breaks something and mends it again, except for processes, which are started anew.
 */

export const RUNS = 20

/** A few minutes' worth: the essential ones. */
export const QUICK = [
  'instance-killed',
  'worker-killed',
  'redis-killed',
  'redis-tail-lost',
  'redis-failover',
  'bucket-down',
  'publish-lost',
  'rolling-deploy',
  'kicked',
]

/** @type {Fault[]} */
export const FAULTS = [
  ...PROCESS_FAULTS,
  ...REDIS_FAULTS,
  ...STORE_FAULTS,
  ...BUCKET_FAULTS,
  ...CLIENT_FAULTS,
  ...COMPOSE_FAULTS,
].sort((a, b) => a.number - b.number)
