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
  return [...wireOrder(view), ...contents(view, sent), ...holes(view)]
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

/** @param {View} view */
function* wireOrder({ roomId, memberId, receipts }) {
  /** @type {Map<number, { highest: number, seen: Set<number> }>} */
  const connections = new Map()
  for (const { source, connection, seq } of receipts) {
    if (source !== 'live') continue
    const wire = connections.get(connection) ?? { highest: 0, seen: new Set() }
    connections.set(connection, wire)
    if (wire.seen.has(seq)) yield violation('duplicate', { roomId, memberId, seq }, 'twice on one connection')
    else if (seq < wire.highest)
      yield violation('disorder', { roomId, memberId, seq }, `after ${wire.highest}`)
    wire.seen.add(seq)
    wire.highest = Math.max(wire.highest, seq)
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
