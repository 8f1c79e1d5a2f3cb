// @ts-check
/** @typedef {import('./ledger.js').View} View */
/** @typedef {import('./ledger.js').Receipt} Receipt */
/** @typedef {import('./ledger.js').Send} Send */
/** @typedef {import('./ledger.js').Violation} Violation */

/**
 * One member's view of one room: each connection in strict order, each seq with one content, no holes.
 * A live event may repeat what a sync answered (the client joins before it syncs), never another live event.
 * @param {View} view
 * @param {Map<string, Send>} sent
 * @returns {Violation[]}
 */
export function checkView(view, sent) {
  return [...new WireOrder(view).take(view.receipts), ...checkReceived(view, sent)]
}

/**
 * The same but for the order on the wire, which cannot be told from a part of what was received.
 * @param {View} view @param {Map<string, Send>} sent
 */
export function checkReceived(view, sent) {
  return [...contents(view, sent), ...holes(view)]
}

/** @type {WeakMap<View, Map<string, Receipt>>} */
const indexes = new WeakMap()

/** The first receipt of every message, by clientId. @param {View} view */
export function firstReceipts(view) {
  let index = indexes.get(view)
  if (index) return index
  index = new Map()
  for (const receipt of view.receipts)
    if (receipt.type === 'message.sent' && receipt.clientId && !index.has(receipt.clientId))
      index.set(receipt.clientId, receipt)
  indexes.set(view, index)
  return index
}

/** Numbers only rise on a connection; it goes through what one member received, as it came or later. */
export class WireOrder {
  #connection = 0
  #highest = 0
  /** @type {Set<number>} */
  #seen = new Set()

  /** @param {View} view */
  constructor(view) {
    this.view = view
  }

  /** @param {Receipt[]} receipts the next ones, in order of arrival */
  take(receipts) {
    return receipts.flatMap((receipt) => (receipt.source === 'live' ? this.#check(receipt) : []))
  }

  /** What stands up to here is not remembered any longer. @param {number} seq */
  forget(seq) {
    for (const seen of this.#seen) if (seen <= seq) this.#seen.delete(seen)
  }

  /** @param {Receipt} receipt @returns {Violation[]} */
  #check({ connection, seq }) {
    const { roomId, memberId } = this.view
    if (connection !== this.#connection) {
      this.#connection = connection
      this.#highest = 0
      this.#seen.clear()
    }
    const highest = this.#highest
    const isTwice = seq === highest || this.#seen.has(seq)
    this.#seen.add(seq)
    this.#highest = Math.max(highest, seq)
    if (isTwice) return [violation('duplicate', { roomId, memberId, seq }, 'twice on one connection')]
    return seq < highest ? [violation('disorder', { roomId, memberId, seq }, `after ${highest}`)] : []
  }
}

/** @param {View} view @param {Map<string, Send>} sent */
function* contents(view, sent) {
  const { roomId, memberId } = view
  const first = firstReceipts(view)
  for (const { type, clientId, seq, body, actorId } of view.receipts) {
    if (type !== 'message.sent') continue
    const send = clientId === undefined ? undefined : sent.get(clientId)
    const about = { roomId, memberId, seq, ...(clientId === undefined ? {} : { clientId }) }
    if (!send) {
      yield violation('ghost', about, 'nobody sent this')
      continue
    }
    if (send.body !== body) yield violation('corrupt', about, 'another body than was sent')
    if (send.senderId !== actorId) yield violation('corrupt', about, 'another sender')
    if (send.roomId !== roomId) yield violation('ghost', about, 'sent to another room')
    const firstSeq = first.get(send.clientId)?.seq
    if (firstSeq !== seq) yield violation('duplicate', about, `stands at ${firstSeq} too`)
  }
}

/** A new epoch leaves a void range; a page of history holds messages only. @param {View} view */
function* holes({ roomId, memberId, since, receipts, paged, epoch: epochAtJoin }) {
  const epochs = new Map(receipts.map(({ seq, epoch }) => [seq, epoch]))
  const seqs = [...epochs.keys()].filter((seq) => seq > since).sort((a, b) => a - b)
  let previous = since
  /** @type {number | undefined} */
  let previousEpoch = epochAtJoin
  for (const seq of seqs) {
    const epoch = epochs.get(seq)
    const from = previous + 1
    const explained = epoch !== previousEpoch || paged.some((p) => p.from <= from && seq - 1 <= p.to)
    if (seq > from && !explained)
      yield violation('hole', { roomId, memberId, seq: from }, `nothing from ${from} to ${seq - 1}`)
    previous = seq
    previousEpoch = epoch
  }
}

/**
 * @param {import('./ledger.js').Kind} kind
 * @param {{ roomId: string, memberId: string, seq: number, clientId?: string }} about
 * @param {string} why
 * @returns {Violation}
 */
function violation(kind, about, why) {
  return { kind, ...about, why }
}
