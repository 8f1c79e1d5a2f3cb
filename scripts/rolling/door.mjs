// @ts-check
import { until } from '../command.mjs'

const SERVES_TIMEOUT_MS = 3 * 60_000
const LEAVES_TIMEOUT_MS = 15_000
const UP = 2
/** In maintenance because somebody said so, and because DNS knows no such address any more. */
const FORCED = 0x01
const UNRESOLVED = 0x20

/**
 * @typedef {{ name: string, address: string, up: boolean, forced: boolean, unresolved: boolean }} Slot
 * @typedef {ReturnType<typeof openDoor>} Door
 */

/**
 * HAProxy's view of the instances. They are found by DNS, so each has an address and whichever slot was free.
 * @param {(line: string) => Promise<string>} ask one line to the admin socket, its answer back
 */
export function openDoor(ask) {
  const slots = async () => readSlots(await ask('show servers state instances'))
  /** @param {Slot} slot @param {'maint' | 'ready'} state */
  const set = async ({ name }, state) => {
    const complaint = await ask(`set server instances/${name} state ${state}`)
    if (complaint.trim()) throw new Error(`HAProxy: ${complaint.trim()}`)
  }
  const taken = async () => (await slots()).filter(({ forced }) => forced)
  return {
    /** @param {string[]} addresses */
    serves: (addresses) =>
      until(`HAProxy serves ${addresses.join(' or ')}`, SERVES_TIMEOUT_MS, async () =>
        (await slots()).some(({ address, up }) => up && addresses.includes(address)),
      ),
    /** No new connection from here on, not even of those whose cookie names it; those that are there stay. @param {string[]} addresses */
    close: async (addresses) => {
      for (const slot of await slots()) if (addresses.includes(slot.address)) await set(slot, 'maint')
    },
    /** Slots that were closed are free again once DNS has forgotten who was there: until then nobody answers at that address. */
    release: async () => {
      await until('DNS forgets who ended', LEAVES_TIMEOUT_MS, async () =>
        (await taken()).every(({ unresolved }) => unresolved),
      ).catch(() => undefined)
      for (const slot of await taken()) await set(slot, 'ready')
    },
    /** A run that was cut off may have left a door closed. */
    reopen: async () => {
      for (const slot of await taken()) await set(slot, 'ready')
    },
  }
}

/**
 * @param {string} answer to "show servers state": a version, the names of the columns, a line for each server
 * @returns {Slot[]}
 */
export function readSlots(answer) {
  const [header = '', ...lines] = answer.split('\n').slice(1)
  const columns = header.replace(/^# */, '').split(' ')
  return lines
    .filter((line) => line.trim())
    .map((line) => {
      const values = line.split(' ')
      const of = (/** @type {string} */ column) => values[columns.indexOf(column)] ?? ''
      const admin = Number(of('srv_admin_state'))
      return {
        name: of('srv_name'),
        address: of('srv_addr'),
        up: Number(of('srv_op_state')) === UP && admin === 0,
        forced: (admin & FORCED) !== 0,
        unresolved: (admin & UNRESOLVED) !== 0,
      }
    })
}
