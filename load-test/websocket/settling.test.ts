import { expect, it } from 'vitest'
import type { Receipt, View } from './ledger.js'
import { Recorder } from './recorder.js'
import { Series } from './series.js'
import { Settling } from './settling.js'
import { Totals } from './totals.js'

/** A room of two, in which messages are sent, answered, delivered and stored at once, but for what a test changes. */
class Talk {
  recorder = new Recorder()
  totals = new Totals(new Series(0))
  settling: Settling
  views: View[]

  constructor() {
    this.views = ['alice', 'bob'].map((memberId) => ({
      ...{ memberId, roomId: 'r', epoch: 1, since: 10, reached: 10 },
      ...{ receipts: [], paged: [] },
    }))
    this.recorder.views = this.views
    this.settling = new Settling(this.recorder, this.totals)
  }

  receipt(n: number, change?: Partial<Receipt>): Receipt {
    const sent = { actorId: 'alice', clientId: `m${n}`, body: `text ${n}` }
    const where = { connection: 1, source: 'live' as const, epoch: 1, seq: 10 + n, type: 'message.sent' }
    return { ...where, ...sent, at: n * 10 + 5, ...change }
  }

  say(n: number, { isDone = true, to = this.views } = {}) {
    const at = n * 10
    const send = { clientId: `m${n}`, roomId: 'r', senderId: 'alice', body: `text ${n}` }
    this.recorder.sends.set(send.clientId, { ...send, intendedAt: at, sentAt: at, isDone })
    this.recorder.acks.push({ clientId: send.clientId, epoch: 1, seq: 10 + n, at: at + 2 })
    for (const view of to) {
      view.receipts.push(this.receipt(n))
      if (view.reached === 9 + n) view.reached++
    }
  }

  end() {
    this.settling.finish()
    return Object.keys(this.totals.violations.byKind).sort()
  }
}

it('forgets what is settled, however long the run, and counts it', () => {
  const talk = new Talk()
  const held = []
  for (let n = 1; n <= 3000; n++) {
    talk.say(n)
    if (n % 100 === 0) talk.settling.sweep()
    held.push(talk.settling.held)
  }
  expect(Math.max(...held)).toBeLessThanOrEqual(400)
  expect(talk.end()).toEqual([])
  expect([talk.totals.expected, talk.totals.arrived, talk.totals.delivery.count]).toEqual([6000, 6000, 6000])
})

it('keeps what a member still misses, and says at the end that it was lost', () => {
  const talk = new Talk()
  talk.say(1)
  talk.say(2, { to: talk.views.slice(0, 1) })
  talk.say(3)
  talk.settling.sweep()
  expect(talk.recorder.sends.size).toBe(2)
  expect(talk.end()).toEqual(['hole', 'lost'])
  expect([talk.totals.expected, talk.totals.arrived]).toEqual([6, 5])
})

it('keeps what may be offered again', () => {
  const talk = new Talk()
  talk.say(1, { isDone: false })
  talk.say(2)
  talk.settling.sweep()
  expect(talk.recorder.sends.size).toBe(2)
})

it('notices what comes twice on a connection although it was forgotten', () => {
  const talk = new Talk()
  talk.say(1)
  talk.settling.sweep()
  talk.views[1]?.receipts.push(talk.receipt(1))
  expect(talk.end()).toEqual(['duplicate'])
})

it('accepts a live event that a sync has told before, also after it was forgotten', () => {
  const talk = new Talk()
  talk.say(1)
  const [receipt] = talk.views[1]?.receipts ?? []
  if (receipt) receipt.source = 'sync'
  talk.settling.sweep()
  talk.views[1]?.receipts.push(talk.receipt(1))
  expect(talk.end()).toEqual([])
})

it('notices another text under a number that was forgotten', () => {
  const talk = new Talk()
  talk.say(1)
  const [receipt] = talk.views[1]?.receipts ?? []
  if (receipt) receipt.source = 'sync'
  talk.settling.sweep()
  talk.views[1]?.receipts.push(talk.receipt(1, { body: 'other' }))
  expect(talk.end()).toEqual(['disorder'])
})

it('notices the old message under a second number', () => {
  const talk = new Talk()
  talk.say(1)
  talk.settling.sweep()
  for (const view of talk.views) view.receipts.push(talk.receipt(1, { seq: 12 }))
  expect(talk.end()).toEqual(['ghost'])
})

it('notices a message that stands after one that was sent later, in two parts', () => {
  const talk = new Talk()
  talk.say(1)
  talk.say(2)
  const [first] = talk.recorder.sends.values()
  if (first) first.sentAt = 500
  talk.settling.sweep()
  talk.say(3)
  expect(talk.end()).toEqual(['disorder'])
})

it('notices what went the wrong way round on the wire across two parts', () => {
  const talk = new Talk()
  talk.say(2, { to: [] })
  talk.views.forEach((view) => view.receipts.push(talk.receipt(2)))
  talk.say(1)
  talk.settling.sweep()
  talk.views.forEach((view) => (view.reached = 12))
  expect(talk.end()).toEqual(['disorder'])
})
