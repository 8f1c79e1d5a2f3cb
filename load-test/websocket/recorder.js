// @ts-check
import { performance } from 'node:perf_hooks'

/** @typedef {import('./ledger.js').Send} Send */
/** @typedef {import('./ledger.js').View} View */

/** Everything that happened, with one monotonic clock; {@link judge} reads it when the run is over. */
export class Recorder {
  /** @type {Map<string, Send>} */
  sends = new Map()
  /** @type {import('./ledger.js').Ack[]} */
  acks = []
  /** @type {import('./ledger.js').Refusal[]} */
  refusals = []
  /** @type {View[]} */
  views = []
  counts = { sent: 0, received: 0, resent: 0, retryLater: 0, reconnects: 0, syncs: 0, resets: 0 }

  now() {
    return performance.now()
  }

  /** @returns {import('./ledger.js').Record} */
  toRecord() {
    return { sends: [...this.sends.values()], acks: this.acks, refusals: this.refusals, views: this.views }
  }

  /**
   * @param {View} view
   * @param {{ source: import('./ledger.js').Source, connection: number }} way
   * @param {{ seq: number, epoch: number, type: string, actorId: string,
   *   clientId?: string | undefined, body?: string }} event
   */
  receive(view, { source, connection }, event) {
    const { seq, epoch, type, actorId, clientId } = event
    // An equal body is kept once, not once per member.
    const sentBody = clientId === undefined ? undefined : this.sends.get(clientId)?.body
    const body = event.body === sentBody ? sentBody : event.body
    view.receipts.push({ connection, source, epoch, seq, type, actorId, clientId, body, at: this.now() })
    if (type === 'message.sent') this.counts.received++
  }
}
