import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Receipt, View } from '../websocket/ledger.js'
import { check, type History, type Row } from './checker.js'

const MEMBERS = ['alice', 'bob', 'carol']
const ROOM = 'room'
const JUMP = 100_000

type Plan = { count: number; epochAt: number; joins: boolean[] }
const plan: fc.Arbitrary<Plan> = fc.record({
  count: fc.integer({ min: 4, max: 40 }),
  epochAt: fc.integer({ min: 0, max: 60 }),
  joins: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
})

/** A room as it should be: everyone has everything, and so has the store. Some have a new epoch in the middle. */
function faultless({ count, epochAt, joins }: Plan): History {
  const rows: Row[] = []
  const events = [1]
  const voids: { from: number; to: number }[] = []
  const receipts: Receipt[] = []
  let [seq, epoch] = [1, 1]
  const add = (type: string, more: Partial<Receipt>) =>
    receipts.push({
      connection: 1,
      source: 'live',
      epoch,
      seq,
      type,
      actorId: 'x',
      at: receipts.length,
      ...more,
    })
  for (let n = 0; n < count; n++) {
    if (n === epochAt) {
      voids.push({ from: seq + 1, to: seq + JUMP })
      seq += JUMP
      epoch++
    }
    seq++
    if (joins[n]) {
      events.push(seq)
      add('member.joined', {})
      seq++
    }
    const senderId = MEMBERS[n % 3] ?? ''
    rows.push({ seq, epoch, clientId: `m${n}`, senderId, body: `text ${n}` })
    add('message.sent', { clientId: `m${n}`, actorId: senderId, body: `text ${n}` })
  }
  const times = new Map(receipts.map((receipt) => [receipt.seq, receipt.at]))
  const at = (row: Row) => (times.get(row.seq) ?? 0) * 10
  return {
    stores: new Map([[ROOM, { rows, events, voids }]]),
    record: {
      sends: rows.map((row) => ({ ...row, roomId: ROOM, intendedAt: at(row), sentAt: at(row) })),
      acks: rows.map((row) => ({ clientId: row.clientId, epoch: row.epoch, seq: row.seq, at: at(row) + 2 })),
      refusals: [],
      views: MEMBERS.map((memberId) => view(memberId, receipts)),
    },
  }
}

const view = (memberId: string, receipts: Receipt[]): View => ({
  memberId,
  roomId: ROOM,
  epoch: 1,
  since: 1,
  receipts: receipts.map((receipt) => ({ ...receipt })),
  paged: [],
})

const kinds = (history: History) => [...new Set(check(history).map(({ kind }) => kind))]
const storeOf = (history: History) => history.stores.get(ROOM) ?? { rows: [], events: [], voids: [] }
const bobOf = (history: History) => history.record.views[1]?.receipts ?? []
const messagesOf = (receipts: Receipt[]) => receipts.filter(({ type }) => type === 'message.sent')
const pick = <T>(items: T[], at: number): T => items[at % items.length] as T

describe('the checker', () => {
  test('finds nothing wrong in any history where all is well, also over a void range', () => {
    fc.assert(
      fc.property(plan, (made) => {
        expect(check(faultless(made))).toEqual([])
      }),
    )
  })

  /** Each injury is done to some place of some faultless history, and one of these kinds must be found. */
  const INJURIES: [string, (history: History, at: number) => unknown, string[]][] = [
    [
      'a message that one member never received',
      (h, at) => {
        const bob = bobOf(h)
        bob.splice(bob.indexOf(pick(messagesOf(bob), at)), 1)
      },
      ['lost'],
    ],
    [
      'an acked message that the store does not have',
      (h, at) => storeOf(h).rows.splice(at % storeOf(h).rows.length, 1),
      ['lost'],
    ],
    [
      'a message that was stored twice',
      (h, at) => {
        const { rows } = storeOf(h)
        rows.push({ ...pick(rows, at), seq: (rows.at(-1)?.seq ?? 0) + 1 })
      },
      ['duplicate'],
    ],
    [
      'a message that was delivered twice',
      (h, at) => {
        const bob = bobOf(h)
        bob.splice(at % bob.length, 0, { ...pick(bob, at) })
      },
      ['duplicate'],
    ],
    [
      'two messages that one member received in the other order',
      (h, at) => {
        const messages = messagesOf(bobOf(h))
        const [a, b] = [pick(messages, at), pick(messages, at + 1)]
        const [one, two] = [{ ...a }, { ...b }]
        Object.assign(a, { clientId: two.clientId, body: two.body, actorId: two.actorId })
        Object.assign(b, { clientId: one.clientId, body: one.body, actorId: one.actorId })
      },
      ['misplaced', 'disorder'],
    ],
    [
      'another body in the store',
      (h, at) => Object.assign(pick(storeOf(h).rows, at), { body: 'changed' }),
      ['corrupt'],
    ],
    [
      'another body at one member',
      (h, at) => Object.assign(pick(messagesOf(bobOf(h)), at), { body: 'changed' }),
      ['corrupt'],
    ],
    [
      'a hole in the store',
      (h) => {
        const { rows, events } = storeOf(h)
        const last = Math.max(...rows.map(({ seq }) => seq), ...events)
        events.push(last + 2)
      },
      ['hole'],
    ],
    [
      'an ack that named another place',
      (h, at) => Object.assign(pick(h.record.acks, at), { seq: 999_999_999 }),
      ['misplaced'],
    ],
    [
      'a message that was refused and is there all the same',
      (h, at) => {
        const [ack] = h.record.acks.splice(at % h.record.acks.length, 1)
        h.record.refusals.push({ clientId: ack?.clientId ?? '', code: 'forbidden' })
      },
      ['ghost'],
    ],
    [
      'a message that was never answered',
      (h) => h.record.sends.push({ ...pick(h.record.sends, 0), clientId: 'new' }),
      ['unsettled'],
    ],
    [
      'an ack before another was sent that stands behind it',
      (h) => {
        const [first, last] = [pick(h.record.sends, 0), h.record.acks.at(-1)]
        Object.assign(first, { sentAt: 1e9 })
        Object.assign(last ?? {}, { at: 1 })
      },
      ['disorder'],
    ],
  ]

  test.each(INJURIES)('catches %s', (_, injure, expected) => {
    fc.assert(
      fc.property(plan, fc.nat(1_000), (made, at) => {
        const history = faultless(made)
        injure(history, at)
        expect(kinds(history).filter((kind) => expected.includes(kind))).not.toEqual([])
      }),
    )
  })

  test('catches what reaches someone later than a second after their removal, and nothing before that', () => {
    const receipts = bobOf(faultless({ count: 8, epochAt: 60, joins: [] })).map((r, n) => ({
      ...r,
      at: n * 500,
    }))
    const history = {
      ...faultless({ count: 8, epochAt: 60, joins: [] }),
      leavers: [{ view: view('dave', receipts), outAt: 1_000 }],
    }
    expect(check(history).map(({ kind, seq }) => [kind, seq])).toEqual(
      receipts.filter(({ at }) => at > 2_000).map(({ seq }) => ['leak', seq]),
    )
  })

  test('a log that may lose its tail may give what was acked another place, but never one place to two', () => {
    const history = faultless({ count: 10, epochAt: 5, joins: [] })
    const { record } = history
    const lost = { seq: 50, clientId: 'm9', epoch: 1 }
    record.acks.unshift({ ...lost, at: 0 })
    for (const { receipts } of record.views) receipts.splice(5, 0, { ...pick(receipts, 9), ...lost, at: 4.5 })
    expect(kinds(history)).not.toEqual([])
    expect(check({ ...history, rewound: true })).toEqual([])
    pick(record.views, 1).receipts.splice(5, 0, { ...pick(bobOf(history), 0), seq: 50, clientId: 'other' })
    expect(kinds({ ...history, rewound: true })).toContain('misplaced')
  })
})
