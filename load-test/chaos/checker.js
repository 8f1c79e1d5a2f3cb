// @ts-check
// Pure: from what clients saw and what PostgreSQL holds to what was broken of I1 to I6. No clock, no socket.
import { groupBy, judge } from '../websocket/ledger.js'

/**
 * @typedef {import('../websocket/ledger.js').Record} Record
 * @typedef {import('../websocket/ledger.js').Violation} Violation
 * @typedef {import('../websocket/ledger.js').View} View
 * @typedef {{ seq: number, epoch: number, clientId: string, senderId: string, body: string }} Row of table `message`
 * @typedef {{ rows: Row[], events: number[], voids: { from: number, to: number }[], partial?: boolean }} Store One room in
 *   PostgreSQL; `events` are the seqs of everything that is no message; `partial` where only messages are known.
 * @typedef {{ view: View, outAt: number }} Leaver What someone received who was put out at `outAt` (ms, the recorder's).
 * @typedef {'lost' | 'doubled' | 'misplaced' | 'leaked'} Column
 * @typedef {{ record: Record, stores: Map<string, Store>, leavers?: Leaver[], rewound?: boolean }} History `rewound`: the
 *   log was allowed to lose its tail (appendfsync everysec), so what was acked may be accepted anew in a later epoch.
 */

/** From a removal on, this long until nothing more may arrive (I6). */
export const LEAK_GRACE_MS = 1_000

/** Which column of the table a finding belongs to. @type {{ [kind: string]: Column }} */
export const COLUMN_OF = {
  lost: 'lost',
  unsettled: 'lost',
  hole: 'lost',
  duplicate: 'doubled',
  disorder: 'misplaced',
  misplaced: 'misplaced',
  corrupt: 'misplaced',
  ghost: 'leaked',
  leak: 'leaked',
}

/** @param {History} history @returns {Violation[]} */
export function check({ record, stores, leavers = [], rewound = false }) {
  const seen = rewound ? asStored(record, stores) : record
  return [
    ...judge(seen).violations,
    ...bodies(record),
    ...[...stores].flatMap(([roomId, store]) => [
      ...(store.partial ? [] : contiguous(roomId, store)),
      ...kept(roomId, store, seen),
      ...asDelivered(roomId, store, seen.views),
    ]),
    ...leavers.flatMap(leaks),
  ]
}

/** I3: no seq is ever used with two bodies, whatever became of it later. @param {Record} record @returns {Violation[]} */
function bodies({ views, acks, sends }) {
  const rooms = new Map(sends.map((send) => [send.clientId, send.roomId]))
  const said = [
    ...views.flatMap(({ roomId, receipts }) =>
      receipts
        .filter((r) => r.type === 'message.sent')
        .map((r) => ({ roomId, seq: r.seq, clientId: r.clientId })),
    ),
    ...acks.map(({ clientId, seq }) => ({ roomId: rooms.get(clientId) ?? '', seq, clientId })),
  ]
  /** @type {Map<string, string | undefined>} */
  const holders = new Map()
  /** @type {Map<string, Violation>} */
  const found = new Map()
  for (const { roomId, seq, clientId } of said) {
    const key = `${roomId} ${seq}`
    if (!holders.has(key)) holders.set(key, clientId)
    else if (holders.get(key) !== clientId)
      found.set(key, { kind: 'misplaced', roomId, seq, why: 'one seq, two messages' })
  }
  return [...found.values()]
}

/** I2: from 1 on without a hole, but for the void ranges. @param {string} roomId @param {Store} store @returns {Violation[]} */
function contiguous(roomId, { rows, events, voids }) {
  const seqs = [...rows.map((row) => row.seq), ...events].sort((a, b) => a - b)
  const jumps = new Map(voids.map(({ from, to }) => [from, to + 1]))
  /** @type {Violation[]} */
  const violations = []
  let expected = 1
  for (const seq of seqs) {
    for (let to = jumps.get(expected); to !== undefined; to = jumps.get(expected)) expected = to
    if (seq > expected)
      violations.push({ kind: 'hole', roomId, seq: expected, why: `${seq} follows in the store` })
    if (seq < expected) violations.push({ kind: 'duplicate', roomId, seq, why: 'two rows of one seq' })
    expected = Math.max(expected, seq + 1)
  }
  return violations
}

/** I1 and I3: what was acked is stored once, as it was sent and where it was acked; what was refused, never.
 * @param {string} roomId @param {Store} store @param {Record} record @returns {Violation[]} */
function kept(roomId, { rows }, { sends, acks, refusals }) {
  const byId = groupBy(rows, (row) => `${row.senderId} ${row.clientId}`)
  const acked = new Map(acks.map((ack) => [ack.clientId, ack]))
  const refused = new Set(refusals.map(({ clientId }) => clientId))
  /** @type {Violation[]} */
  const violations = []
  for (const { clientId, senderId, body } of sends.filter((send) => send.roomId === roomId)) {
    const [row, ...more] = byId.get(`${senderId} ${clientId}`) ?? []
    const ack = acked.get(clientId)
    const about = { roomId, clientId, ...(row && { seq: row.seq }) }
    if (ack && !row) violations.push({ kind: 'lost', ...about, seq: ack.seq, why: 'acked, not in the store' })
    if (more.length > 0) violations.push({ kind: 'duplicate', ...about, why: `${more.length + 1} rows` })
    if (row && row.body !== body)
      violations.push({ kind: 'corrupt', ...about, why: 'stored with another body' })
    if (ack && row && ack.seq !== row.seq)
      violations.push({ kind: 'misplaced', ...about, why: `acked as ${ack.seq}` })
    if (!ack && row && refused.has(clientId))
      violations.push({ kind: 'ghost', ...about, why: 'refused, yet stored' })
  }
  return violations
}

/** I3: what members saw at a seq is what the store has there.
 * @param {string} roomId @param {Store} store @param {View[]} views @returns {Violation[]} */
function asDelivered(roomId, { rows }, views) {
  const at = new Map(rows.map((row) => [row.seq, row.clientId]))
  return views
    .filter((view) => view.roomId === roomId)
    .flatMap(({ memberId, receipts }) =>
      receipts
        .filter((r) => r.type === 'message.sent' && at.get(r.seq) !== r.clientId)
        .map(({ seq }) => ({
          kind: 'misplaced',
          roomId,
          memberId,
          seq,
          why: 'the store has something else there',
        })),
    )
}

/** I6. What tells of the removal itself is theirs. @param {Leaver} leaver @returns {Violation[]} */
function leaks({ view: { roomId, memberId, receipts }, outAt }) {
  return receipts
    .filter(({ at, type }) => at > outAt + LEAK_GRACE_MS && type !== 'member.removed')
    .map(({ seq, at }) => ({
      kind: 'leak',
      roomId,
      memberId,
      seq,
      why: `${Math.round(at - outAt)} ms after the removal`,
    }))
}

/** Without what an earlier epoch had said and the store does not know: clients forget it as they change over.
 * @param {Record} record @param {Map<string, Store>} stores @returns {Record} */
function asStored(record, stores) {
  const rooms = new Map(record.sends.map((send) => [send.clientId, send.roomId]))
  const at = new Map(
    [...stores].flatMap(([roomId, { rows }]) => rows.map((row) => [`${roomId} ${row.seq}`, row.clientId])),
  )
  const stands = (
    /** @type {string} */ roomId,
    /** @type {number} */ seq,
    /** @type {string | undefined} */ id,
  ) => at.get(`${roomId} ${seq}`) === id
  return {
    ...record,
    acks: record.acks.filter(({ clientId, seq }) => stands(rooms.get(clientId) ?? '', seq, clientId)),
    views: record.views.map((view) => ({
      ...view,
      receipts: view.receipts.filter(
        ({ type, seq, clientId }) => type !== 'message.sent' || stands(view.roomId, seq, clientId),
      ),
    })),
  }
}
