import { describe, expect, it } from 'vitest'
import { judge, type Receipt, type Record } from './ledger.js'

const MEMBERS = ['alice', 'bob', 'carol']

const receipt = (n: number, change?: Partial<Receipt>): Receipt => ({
  connection: 1,
  source: 'live',
  epoch: 1,
  seq: 10 + n,
  type: 'message.sent',
  actorId: MEMBERS[n % 3] ?? '',
  clientId: `m${n}`,
  body: `text ${n}`,
  at: n * 10 + 5,
  ...change,
})

/** Five messages, each acked before the next is sent, received by all three. */
function faultless(): Record {
  const numbers = [1, 2, 3, 4, 5]
  return {
    sends: numbers.map((n) => ({
      clientId: `m${n}`,
      roomId: 'r',
      senderId: MEMBERS[n % 3] ?? '',
      body: `text ${n}`,
      intendedAt: n * 10,
      sentAt: n * 10,
    })),
    acks: numbers.map((n) => ({ clientId: `m${n}`, epoch: 1, seq: 10 + n, at: n * 10 + 2 })),
    refusals: [],
    views: MEMBERS.map((memberId) => ({
      memberId,
      roomId: 'r',
      epoch: 1,
      since: 10,
      receipts: numbers.map((n) => receipt(n)),
      paged: [],
    })),
  }
}

/** @returns the kinds found, sorted */
function kindsAfter(injure: (bob: Receipt[], record: Record) => unknown) {
  const record = faultless()
  injure(record.views[1]?.receipts ?? [], record)
  return [...new Set(judge(record).violations.map((violation) => violation.kind))].sort()
}

describe('the ledger', () => {
  it('finds nothing wrong where every member has every message once and in order', () => {
    const verdict = judge(faultless())
    expect(verdict.violations).toEqual([])
    expect([verdict.expected, verdict.deliveries.length]).toEqual([15, 15])
  })

  it('catches a loss in the middle, and the hole that it leaves', () => {
    expect(kindsAfter((bob) => bob.splice(2, 1))).toEqual(['hole', 'lost'])
  })

  it('catches the loss of the last message, which leaves no hole', () => {
    expect(kindsAfter((bob) => bob.pop())).toEqual(['lost'])
  })

  it('catches a member who received nothing at all', () => {
    expect(kindsAfter((bob) => (bob.length = 0))).toEqual(['lost'])
  })

  it('catches a message delivered twice on one connection', () => {
    expect(kindsAfter((bob) => bob.splice(3, 0, receipt(3)))).toEqual(['duplicate'])
  })

  it('catches a message that stands under two numbers', () => {
    expect(kindsAfter((bob) => bob.push(receipt(3, { seq: 16 })))).toEqual(['duplicate'])
  })

  it('catches two messages delivered in the wrong order', () => {
    expect(kindsAfter((bob) => bob.splice(1, 2, receipt(3), receipt(2)))).toEqual(['disorder'])
  })

  it('catches two messages whose numbers were swapped for one member', () => {
    expect(kindsAfter((bob) => bob.splice(1, 2, receipt(3, { seq: 12 }), receipt(2, { seq: 13 })))).toEqual([
      'disorder',
      'misplaced',
    ])
  })

  it('catches another body than was sent', () => {
    expect(kindsAfter((bob) => bob.splice(2, 1, receipt(3, { body: 'text 3 ' })))).toEqual([
      'corrupt',
      'disorder',
    ])
  })

  it('catches the same wrong body at every member', () => {
    const wrong = (record: Record) =>
      record.views.forEach((view) => view.receipts.splice(2, 1, receipt(3, { body: 'x' })))
    expect(kindsAfter((_bob, record) => wrong(record))).toEqual(['corrupt'])
  })

  it('catches a message in another person’s name', () => {
    expect(kindsAfter((bob) => bob.splice(2, 1, receipt(3, { actorId: 'mallory' })))).toEqual(['corrupt'])
  })

  it('catches a message that nobody sent', () => {
    expect(kindsAfter((bob) => bob.push(receipt(6)))).toEqual(['ghost'])
  })

  it('catches a message of another room', () => {
    const elsewhere = (record: Record) => {
      const send = record.sends[4]
      if (send) send.roomId = 'other'
    }
    expect(kindsAfter((_bob, record) => elsewhere(record))).toContain('ghost')
  })

  it('catches a delivery under another number than the ack gave', () => {
    expect(kindsAfter((_bob, { acks }) => Object.assign(acks[4] ?? {}, { seq: 16 }))).toEqual(['misplaced'])
  })

  it('catches a resend that was answered with a new number', () => {
    expect(kindsAfter((_bob, { acks }) => acks.push({ clientId: 'm5', epoch: 1, seq: 16, at: 60 }))).toEqual([
      'misplaced',
    ])
  })

  it('catches one number given to two messages', () => {
    expect(kindsAfter((_bob, { acks }) => Object.assign(acks[4] ?? {}, { seq: 14 }))).toContain('misplaced')
  })

  it('catches a refused message that was delivered', () => {
    const refuse = ({ acks, refusals }: Record) => {
      acks.pop()
      refusals.push({ clientId: 'm5', code: 'forbidden' })
    }
    expect(kindsAfter((_bob, record) => refuse(record))).toEqual(['ghost'])
  })

  it('catches a message that was never answered', () => {
    expect(kindsAfter((_bob, { acks }) => acks.pop())).toEqual(['unsettled'])
  })

  it('catches a message that stands before one that was acked before it was sent', () => {
    const late = ({ sends }: Record) => Object.assign(sends[1] ?? {}, { sentAt: 100 })
    expect(kindsAfter((_bob, record) => late(record))).toEqual(['disorder'])
  })

  it('accepts a reconnect whose sync repeats what was already live', () => {
    const kinds = kindsAfter((bob) => {
      bob.splice(2, 3, receipt(4, { connection: 2 }))
      bob.push(...[2, 3, 4].map((n) => receipt(n, { connection: 2, source: 'sync' })))
      bob.push(receipt(5, { connection: 2 }))
    })
    expect(kinds).toEqual([])
  })

  it('accepts the void range of a new epoch and a page of history, and still catches a loss in them', () => {
    const reset = ({ acks, views }: Record) => {
      for (const n of [4, 5]) Object.assign(acks[n - 1] ?? {}, { seq: 100_010 + n, epoch: 2 })
      for (const { receipts, paged } of views) {
        const page = { seq: 100_014, epoch: 2, connection: 2, source: 'page' as const }
        receipts.splice(3, 2, receipt(4, page), receipt(5, { seq: 100_015, epoch: 2, connection: 2 }))
        paged.push({ from: 14, to: 100_014 })
      }
    }
    expect(kindsAfter((_bob, record) => reset(record))).toEqual([])
    const lossy = kindsAfter((bob, record) => {
      reset(record)
      bob.splice(3, 1)
    })
    expect(lossy).toEqual(['lost'])
  })
})
