// @ts-check
// Pure: from what was sent, answered and received to a verdict. No clock, no socket.

/**
 * @typedef {{ clientId: string, roomId: string, senderId: string, body: string, intendedAt: number, sentAt?: number, isDone?: boolean }} Send `isDone`: refused, or known to be stored
 * @typedef {{ clientId: string, epoch: number, seq: number, at: number }} Ack
 * @typedef {{ clientId: string, code: string }} Refusal
 * @typedef {'live' | 'sync' | 'page'} Source
 * @typedef {{ connection: number, source: Source, epoch: number, seq: number, type: string,
 *   actorId: string, clientId?: string | undefined, body?: string | undefined, at: number }} Receipt
 * @typedef {{ memberId: string, roomId: string, epoch: number, since: number, receipts: Receipt[],
 *   paged: { from: number, to: number }[], reached?: number }} View What one member received of one room, in order of
 *   arrival; all up to `reached` is there.
 * @typedef {{ sends: Send[], acks: Ack[], refusals: Refusal[], views: View[] }} Record
 * @typedef {'lost' | 'duplicate' | 'disorder' | 'corrupt' | 'hole' | 'misplaced' | 'ghost' | 'unsettled' | 'leak'} Kind
 * @typedef {{ kind: Kind, roomId: string, memberId?: string, seq?: number, clientId?: string, why: string }} Violation
 * @typedef {{ send: Send, memberId: string, receipt: Receipt }} Delivery The first receipt of an acknowledged message.
 * @typedef {{ violations: Violation[], expected: number, deliveries: Delivery[] }} Verdict
 */

import { checkReceived, checkView, firstReceipts } from './view-check.js'

/** @param {Record} record @returns {Verdict} */
export function judge(record) {
  return judgeBy(record, checkView, -Infinity)
}

/**
 * One room's part of a record, up to a number that every member has reached. The order on the wire is not looked at.
 * @param {Record} part
 * @param {number} sentBefore when the latest message of the parts before was sent
 * @returns {Verdict}
 */
export function judgePart(part, sentBefore) {
  return judgeBy(part, checkReceived, sentBefore)
}

/** @param {Record} record @param {typeof checkView} check @param {number} sentBefore @returns {Verdict} */
function judgeBy({ sends, acks, refusals, views }, check, sentBefore) {
  const sent = new Map(sends.map((send) => [send.clientId, send]))
  const refused = new Set(refusals.map((refusal) => refusal.clientId))
  const { accepted, violations } = settle(sent, acks)
  for (const view of views) violations.push(...check(view, sent))
  violations.push(...agreement(views), ...causality(sent, accepted, sentBefore))
  const rooms = groupBy(views, (view) => view.roomId)
  /** @type {Verdict} */
  const verdict = { violations, expected: 0, deliveries: [] }
  for (const send of sends)
    judgeSend(verdict, { send, ack: accepted.get(send.clientId), refused }, rooms.get(send.roomId) ?? [])
  return verdict
}

/**
 * The first answer to each message; a later answer must be the same, and no seq may be given twice.
 * @param {Map<string, Send>} sent @param {Ack[]} acks
 */
function settle(sent, acks) {
  /** @type {Map<string, Ack>} */
  const accepted = new Map()
  /** @type {Map<string, string>} */
  const holders = new Map()
  /** @type {Violation[]} */
  const violations = []
  for (const ack of acks) {
    const { clientId, seq } = ack
    const roomId = sent.get(clientId)?.roomId ?? 'unknown'
    const first = accepted.get(clientId)
    const holder = holders.get(`${roomId} ${seq}`)
    if (first && first.seq !== seq)
      violations.push({ kind: 'misplaced', roomId, clientId, seq, why: `acked before as ${first.seq}` })
    if (holder && holder !== clientId)
      violations.push({ kind: 'misplaced', roomId, clientId, seq, why: 'seq acked for two messages' })
    if (!first) accepted.set(clientId, ack)
    holders.set(`${roomId} ${seq}`, clientId)
  }
  return { accepted, violations }
}

/**
 * @param {Verdict} verdict
 * @param {{ send: Send, ack: Ack | undefined, refused: Set<string> }} fate
 * @param {View[]} views of the message's room
 */
function judgeSend(verdict, { send, ack, refused }, views) {
  const { clientId, roomId } = send
  const wasRefused = !ack && refused.has(clientId)
  const receipts = views.map((view) => firstReceipts(view).get(clientId))
  const seenBySome = receipts.some((receipt) => receipt !== undefined)
  if (!ack && !wasRefused)
    verdict.violations.push({ kind: 'unsettled', roomId, clientId, why: 'never answered' })
  for (const [index, { memberId }] of views.entries()) {
    const receipt = receipts[index]
    const about = { roomId, memberId, clientId }
    if (wasRefused && receipt)
      verdict.violations.push({ kind: 'ghost', ...about, seq: receipt.seq, why: 'refused, yet delivered' })
    if (wasRefused || (!ack && !seenBySome)) continue
    verdict.expected++
    if (!receipt) verdict.violations.push({ kind: 'lost', ...about, why: ack ? 'acked' : 'others have it' })
    else verdict.deliveries.push({ send, memberId, receipt })
    if (ack && receipt && ack.seq !== receipt.seq)
      verdict.violations.push({ kind: 'misplaced', ...about, seq: receipt.seq, why: `acked as ${ack.seq}` })
  }
}

/** Every member must see the same message at the same seq. @param {View[]} views */
function agreement(views) {
  /** @type {Map<string, Receipt>} */
  const standing = new Map()
  /** @type {Violation[]} */
  const violations = []
  for (const { roomId, memberId, receipts } of views)
    for (const receipt of receipts) {
      const other = standing.get(`${roomId} ${receipt.seq}`)
      if (!other) standing.set(`${roomId} ${receipt.seq}`, receipt)
      else if (other.clientId !== receipt.clientId || other.body !== receipt.body)
        violations.push({ kind: 'disorder', roomId, memberId, seq: receipt.seq, why: 'members disagree' })
    }
  return violations
}

/**
 * What was acked before another message was sent must stand before it.
 * @param {Map<string, Send>} sent @param {Map<string, Ack>} accepted @param {number} sentBefore
 */
function causality(sent, accepted, sentBefore) {
  /** @type {Violation[]} */
  const violations = []
  const settled = [...accepted.values()].flatMap((ack) => {
    const send = sent.get(ack.clientId)
    return send ? [{ ack, roomId: send.roomId, sentAt: sentAtOf(send) }] : []
  })
  for (const [roomId, room] of groupBy(settled, (entry) => entry.roomId)) {
    let latestSentBelow = sentBefore
    for (const { ack, sentAt } of room.sort((a, b) => a.ack.seq - b.ack.seq)) {
      const { clientId, seq } = ack
      if (ack.at < latestSentBelow)
        violations.push({ kind: 'disorder', roomId, clientId, seq, why: 'stands after what was sent later' })
      latestSentBelow = Math.max(latestSentBelow, sentAt)
    }
  }
  return violations
}

/** @param {Send} send */
export function sentAtOf({ sentAt, intendedAt }) {
  return sentAt ?? intendedAt
}

/** @template T @param {T[]} items @param {(item: T) => string} key @returns {Map<string, T[]>} */
export function groupBy(items, key) {
  /** @type {Map<string, T[]>} */
  const groups = new Map()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}
