// @ts-check
// A process full of sockets, in crowds: sends and counts as it is told. The parent calls it.
import { Running } from './batch.js'
import { seatAll } from './crowd.js'
import { serve } from './remote.js'

/**
 * @typedef {import('./crowd.js').Member} Member
 * @typedef {import('./crowd.js').System} System
 */

/** @type {Map<string, Member[]>} */
const crowds = new Map()
/** @type {Running | undefined} */
let running

serve({
  /** @param {{ crowd: string, system: System, seats: import('./crowd.js').Seat[] }} argument */
  connect: async ({ crowd, system, seats }) => {
    const members = await seatAll(system, seats)
    crowds.set(crowd, [...(crowds.get(crowd) ?? []), ...members])
  },
  open: () => [...crowds.values()].flat().filter(({ socket }) => socket.isOpen).length,
  /** @param {import('./batch.js').Batch} batch */
  start: (batch) => {
    running = new Running(batch, crowds.get(batch.crowd) ?? [])
    running.start()
  },
  progress: () => running?.progress,
  frames: () => [...crowds.values()].flat().reduce((sum, { socket }) => sum + socket.frames, 0),
  tally: () => running?.tally,
})
