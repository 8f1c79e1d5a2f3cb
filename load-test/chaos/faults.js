// @ts-check
import { CLIENT_FAULTS } from './faults.clients.js'
import { PROCESS_FAULTS } from './faults.processes.js'
import { REDIS_FAULTS } from './faults.redis.js'

/**
 * @typedef {{ lab: import('./lab.js').Lab, party: import('./party.js').Party, random: () => number }} Scene
 * @typedef {{ kind: string, why: string }} Found
 * @typedef {{ number: number, name: string, how: string, runs?: number, lab?: import('./lab.js').LabOptions,
 *   rewinds?: boolean, happen: (scene: Scene) => Promise<Found[] | void> }} Fault `number` is that of the list of faults
 *   in docs/guarantees.md; `happen` breaks something and mends it again, except for processes, which are started anew.
 */

export const RUNS = 20

/** @type {Fault[]} */
export const FAULTS = [...PROCESS_FAULTS, ...REDIS_FAULTS, ...CLIENT_FAULTS].sort(
  (a, b) => a.number - b.number,
)
