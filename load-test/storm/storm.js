// @ts-check
import { setTimeout as sleep } from 'node:timers/promises'
import { check } from '../chaos/checker.js'
import { headOf, readStores } from '../chaos/store.js'
import { must } from '../chaos/stores.js'
import { settle } from '../websocket/crowd.js'
import { beyond, watchPostgres } from './work.js'

/**
 * @typedef {import('../chaos/lab.js').Lab} Lab
 * @typedef {import('./crowd.js').Crowd} Crowd
 * @typedef {import('./work.js').Work} Work
 * @typedef {{ name: string, strike: () => Promise<void> }} Storm
 * @typedef {{ name: string, broken: number, missing: number, settled: boolean, backMs: number[], spread: number[],
 *   statements: [text: string, calls: number][], work: Work }} Outcome `broken`: connections that were cut; `backMs`:
 *   when each was back, ascending; `statements`: beyond those of a quiet time
 */

const BACK_WITHIN_MS = 180_000
const NOTICED_WITHIN_MS = 30_000
const LOOK_EVERY_MS = 50

/** What PostgreSQL does while people talk and nothing breaks. @param {Lab} lab @param {number} ms @returns {Promise<Work>} */
export async function watchQuiet(lab, ms) {
  const stop = await watchPostgres(must(lab.stores.db), must(must(lab.stores.postgres).child.pid))
  await sleep(ms)
  return stop()
}

/** Breaks many connections at once, and waits until everyone is back and has everything. @param {Lab} lab @param {Crowd} crowd @param {Storm & { quiet: Work }} storm @returns {Promise<Outcome>} */
export async function rage(lab, crowd, { name, strike, quiet }) {
  const connected = new Set(crowd.connected)
  const lost = new Set()
  for (const client of connected) client.socket.once('disconnect', () => lost.add(client))
  const stop = await watchPostgres(must(lab.stores.db), must(must(lab.stores.postgres).child.pid))
  crowd.brace()
  await strike()
  await until(() => lost.size > 0, NOTICED_WITHIN_MS)
  await until(() => isEveryoneBack(crowd, lost), BACK_WITHIN_MS)
  const settled = await settle(crowd.clients, BACK_WITHIN_MS)
  const work = await stop()
  return {
    name,
    settled,
    work,
    broken: lost.size,
    missing: crowd.clients.length - crowd.connected.length,
    backMs: [...crowd.returned.values()].sort((a, b) => a - b),
    spread: crowd.spread,
    statements: beyond(work, quiet),
  }
}

/** @param {Crowd} crowd @param {Set<unknown>} lost */
function isEveryoneBack({ clients, connected, returned }, lost) {
  if (connected.length < clients.length) return false
  return [...returned.keys()].filter((client) => lost.has(client)).length === lost.size
}

/** Everything that anyone saw, against what PostgreSQL holds in the end. @param {Lab} lab @param {Crowd} crowd */
export async function verdict(lab, { recorder, clients }) {
  const roomIds = [...new Set(clients.map(({ roomId }) => roomId))]
  const db = must(lab.stores.db)
  const isStored = async () => {
    const stores = await readStores(db, roomIds)
    return clients.every(({ roomId, hasReached }) => {
      const store = stores.get(roomId)
      return store !== undefined && headOf(store) >= hasReached
    })
  }
  const stored = await until(isStored, BACK_WITHIN_MS)
  const found = check({ record: recorder.toRecord(), stores: await readStores(db, roomIds) })
  return [
    ...found.map(({ kind, why }) => `${kind}: ${why}`),
    ...(stored ? [] : ['unsettled: PostgreSQL is behind']),
    ...lab.incidents.map((incident) => `incident: ${incident}`),
  ]
}

/** @param {() => boolean | Promise<boolean>} isSo @param {number} withinMs */
async function until(isSo, withinMs) {
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; await sleep(LOOK_EVERY_MS))
    if (await isSo()) return true
  return false
}
