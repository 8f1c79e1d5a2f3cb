// @ts-check
import { loadHistory } from '../websocket/history.js'

/** @typedef {import('./checker.js').Store} Store */

/**
 * Somebody's own cluster, of which we see what any client sees: what it holds is what its history says, and that nothing
 * waits to be stored is what it tells the senders.
 */
export class Remote {
  /** @type {string[]} */
  incidents = []

  /** @param {string} origin */
  constructor(origin) {
    this.origin = origin
  }

  /** Whoever runs it, starts it again. */
  async restoreProcesses() {}

  /** @param {number} [_withinMs] */
  async untilReady(_withinMs) {}

  /** @param {import('./party.js').Party} party @returns {Promise<Map<string, Store>>} messages alone */
  async readStores({ roomIds, people }) {
    /** @type {Map<string, Store>} */
    const stores = new Map()
    for (const [n, roomId] of roomIds.entries()) {
      const founder = people[n]
      if (!founder) continue
      const { messages, head } = await loadHistory(founder, roomId, 0)
      const rows = messages.map(({ seq, senderId, clientId, body }) => ({
        seq,
        epoch: 0,
        senderId,
        clientId,
        body,
      }))
      stores.set(roomId, { rows, events: [head], voids: [], partial: true })
    }
    return stores
  }

  async failedJobs() {
    return 0
  }

  async stop() {}
}
