// @ts-check
// Judges and forgets what is settled while the run goes on, so that a run of days fits into memory.
import { groupBy, judgePart, sentAtOf } from './ledger.js'
import { WireOrder } from './view-check.js'

/**
 * @typedef {import('./ledger.js').View} View
 * @typedef {import('./ledger.js').Receipt} Receipt
 * @typedef {import('./ledger.js').Ack} Ack
 * @typedef {{ roomId: string, views: View[], upTo: number, sentBefore: number, prints: Map<number, string> }} Room
 *   judged `upTo`; `prints` tell what stood at the latest numbers of that
 */

/** Of so many forgotten events of a room it can still be told whether a late one is the same. */
const PRINTS = 5000

export class Settling {
  /** @type {Room[]} */
  #rooms
  /** @type {Map<View, { wire: WireOrder, taken: number }>} */
  #wires

  /** @param {import('./recorder.js').Recorder} recorder @param {import('./totals.js').Totals} totals */
  constructor(recorder, totals) {
    this.recorder = recorder
    this.totals = totals
    this.#rooms = [...groupBy(recorder.views, (view) => view.roomId)].map(([roomId, views]) => {
      return { roomId, views, upTo: 0, sentBefore: -Infinity, prints: new Map() }
    })
    this.#wires = new Map(recorder.views.map((view) => [view, { wire: new WireOrder(view), taken: 0 }]))
  }

  /** What every member of a room has reached and nobody will offer again. */
  sweep() {
    const acks = this.#firstAcks()
    for (const room of this.#rooms) {
      const upTo = this.#settledUpTo(room, acks)
      if (upTo > room.upTo) this.#judge(room, upTo, acks)
    }
    this.#dropRefused()
  }

  /** All that is left: what is missing now is missing for good. */
  finish() {
    const acks = this.#firstAcks()
    for (const room of this.#rooms) this.#judge(room, Infinity, acks)
    const why = 'answered again after it was settled'
    this.totals.blame(
      this.recorder.acks.map(({ clientId, seq }) => ({
        kind: 'misplaced',
        roomId: 'unknown',
        clientId,
        seq,
        why,
      })),
    )
  }

  /** How many records are held. */
  get held() {
    const receipts = this.recorder.views.reduce((sum, view) => sum + view.receipts.length, 0)
    return receipts + this.recorder.sends.size + this.recorder.acks.length
  }

  /** @returns {Map<string, Ack>} */
  #firstAcks() {
    return new Map(this.recorder.acks.toReversed().map((ack) => [ack.clientId, ack]))
  }

  /** @param {Room} room @param {Map<string, Ack>} acks */
  #settledUpTo({ views, roomId }, acks) {
    const { sends } = this.recorder
    let upTo = Math.min(...views.map(({ reached, since }) => reached ?? since))
    for (const [clientId, { seq }] of acks) {
      const send = sends.get(clientId)
      if (send?.roomId === roomId && !send.isDone) upTo = Math.min(upTo, seq - 1)
    }
    for (const { clientId = '', seq } of views.flatMap(({ receipts }) => receipts)) {
      const send = sends.get(clientId)
      if (send && !send.isDone) upTo = Math.min(upTo, seq - 1)
    }
    return upTo
  }

  /** @param {Room} room @param {number} upTo @param {Map<string, Ack>} acks */
  #judge(room, upTo, acks) {
    const { recorder, totals } = this
    const sends = [...recorder.sends.values()].filter(({ roomId, clientId }) => {
      return roomId === room.roomId && (acks.get(clientId)?.seq ?? Infinity) <= upTo
    })
    const ids = new Set(sends.map(({ clientId }) => clientId))
    const own = (/** @type {{ clientId: string }} */ { clientId }) => ids.has(clientId)
    const views = room.views.map((view) => this.#take(room, view, upTo))
    const part = {
      sends,
      acks: recorder.acks.filter(own),
      refusals: recorder.refusals.filter(own),
      views,
    }
    totals.add(part, judgePart(part, room.sentBefore))
    for (const { clientId } of sends) recorder.sends.delete(clientId)
    recorder.acks = recorder.acks.filter((ack) => !own(ack))
    recorder.refusals = recorder.refusals.filter((refusal) => !own(refusal))
    room.upTo = upTo
    room.sentBefore = Math.max(room.sentBefore, ...sends.map(sentAtOf))
    this.#print(room, views)
  }

  /** What a member received up to a number, which is then forgotten. @param {Room} room @param {View} view @param {number} upTo @returns {View} */
  #take(room, view, upTo) {
    const order = this.#wires.get(view)
    if (order) {
      this.totals.blame(order.wire.take(view.receipts.slice(order.taken)))
      order.wire.forget(upTo)
    }
    for (const late of view.receipts.filter(({ seq }) => seq <= room.upTo)) this.#compare(room, view, late)
    const receipts = view.receipts.filter(({ seq }) => seq > room.upTo && seq <= upTo)
    const part = { ...view, receipts, paged: [...view.paged] }
    view.receipts = view.receipts.filter(({ seq }) => seq > upTo)
    if (order) order.taken = view.receipts.length
    if (upTo <= view.since) return part
    view.paged = view.paged.filter(({ to }) => to > upTo)
    view.epoch = receipts.reduce((a, b) => (b.seq > a.seq ? b : a), { seq: -1, epoch: view.epoch }).epoch
    view.since = upTo
    return part
  }

  /** A live event may come after a sync has told it; then it must be the same. @param {Room} room @param {View} view @param {Receipt} late */
  #compare({ roomId, prints }, view, late) {
    const { seq } = late
    if (prints.get(seq) === printOf(late)) return
    const why = prints.has(seq) ? 'another event than stood here' : 'long after it was settled'
    this.totals.blame([{ kind: 'disorder', roomId, memberId: view.memberId, seq, why }])
  }

  /** @param {Room} room @param {View[]} views */
  #print({ prints }, views) {
    for (const receipt of views.flatMap(({ receipts }) => receipts)) prints.set(receipt.seq, printOf(receipt))
    for (const seq of prints.keys()) if (prints.size > PRINTS) prints.delete(seq)
  }

  /** A refused message that is delivered later is a ghost all the same: nobody sent it. */
  #dropRefused() {
    const { recorder, totals } = this
    const refusals = recorder.refusals.filter(({ clientId }) => recorder.sends.get(clientId)?.isDone)
    if (refusals.length === 0) return
    const ids = new Set(refusals.map(({ clientId }) => clientId))
    const sends = [...ids].flatMap((id) => recorder.sends.get(id) ?? [])
    totals.add({ sends, acks: [], refusals }, { violations: [], expected: 0, deliveries: [] })
    for (const id of ids) recorder.sends.delete(id)
    recorder.refusals = recorder.refusals.filter(({ clientId }) => !ids.has(clientId))
  }
}

/** @param {Receipt} receipt */
function printOf({ epoch, type, actorId, clientId = '', body = '' }) {
  return `${epoch} ${type} ${actorId} ${clientId} ${hash(body)}`
}

/** FNV-1a. @param {string} text */
function hash(text) {
  let sum = 0x811c9dc5
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193)
  return sum >>> 0
}
