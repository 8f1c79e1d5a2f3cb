// @ts-check
import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { check } from './checker.js'
import { Party } from './party.js'
import { Remote } from './remote.js'
import { headOf } from './store.js'

/**
 * @typedef {import('./checker.js').Violation} Violation
 * @typedef {import('./lab.js').Lab | Remote} Grounds
 * @typedef {{ lab: Grounds, people: import('../websocket/identity.js').Identity[],
 *   fault: import('./faults.js').Fault, random: () => number, size: import('./party.js').Size }} Parts
 * @typedef {{ violations: { kind: string, why: string }[], convergedMs: number, messages: number,
 *   notes: { [what: string]: number } }} Outcome
 */

/** How long everyone may take to have everything once the fault is over (I7). */
const CONVERGE_MS = 60_000
const LOOK_EVERY_MS = 50

/** People talk, something breaks at some moment and is mended, and everything is compared. @param {Parts} parts @returns {Promise<Outcome>} */
export async function runOnce({ lab, people, fault, random, size }) {
  const party = new Party(people, size, random)
  lab.incidents.length = 0
  /** @type {Outcome['notes']} */
  const notes = {}
  const note = (/** @type {string} */ what, /** @type {number} */ amount) => void (notes[what] = amount)
  const outcome = (/** @type {Outcome['violations']} */ violations, convergedMs = 0) => {
    return { violations, convergedMs, messages: party.recorder.sends.size, notes }
  }
  const isRemote = lab instanceof Remote
  try {
    await party.gather()
    const talk = party.talk()
    await sleep(size.talkMs * (0.1 + 0.4 * random()))
    const found =
      (await fault.happen({ lab: /** @type {import('./lab.js').Lab} */ (lab), party, random, note })) ?? []
    await lab.restoreProcesses()
    await talk
    const quietAt = performance.now()
    const settled = await party.settle(CONVERGE_MS, { stored: fault.rewinds || isRemote })
    const stored = await untilStored(lab, party)
    const convergedMs = performance.now() - quietAt
    await lab.untilReady()
    return outcome([...found, ...(await verdict(lab, party, { fault, settled, stored }))], convergedMs)
  } catch (error) {
    // A run that came to no end is no good run; others follow.
    return outcome([{ kind: 'incident', why: inspect(error) }])
  } finally {
    party.close()
  }
}

/** I7: no lag is left. @param {Grounds} lab @param {Party} party */
async function untilStored(lab, party) {
  const deadline = Date.now() + CONVERGE_MS
  while (Date.now() < deadline) {
    const stores = await lab.readStores(party).catch(() => undefined)
    const isStored = (/** @type {import('../websocket/client.js').Client} */ { roomId, hasReached }) => {
      const store = stores?.get(roomId)
      return store !== undefined && headOf(store) >= hasReached
    }
    if (party.clients.every(isStored)) return true
    await sleep(LOOK_EVERY_MS)
  }
  return false
}

/**
 * @param {Grounds} lab
 * @param {Party} party
 * @param {{ fault: import('./faults.js').Fault, settled: boolean, stored: boolean }} so
 * @returns {Promise<{ kind: string, why: string }[]>}
 */
async function verdict(lab, party, { fault, settled, stored }) {
  const { recorder, leavers } = party
  const stores = await lab.readStores(party)
  const failed = await lab.failedJobs()
  return [
    ...check({ record: recorder.toRecord(), stores, leavers, ...(fault.rewinds && { rewound: true }) }),
    ...(settled ? [] : [{ kind: 'unsettled', why: `not everyone had everything after ${CONVERGE_MS} ms` }]),
    ...(stored ? [] : [{ kind: 'unsettled', why: `PostgreSQL was behind after ${CONVERGE_MS} ms` }]),
    ...(failed === 0 ? [] : [{ kind: 'incident', why: `${failed} failed jobs` }]),
    ...lab.incidents.map((why) => ({ kind: 'incident', why })),
  ]
}
