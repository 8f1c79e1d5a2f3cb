import { describe, expect, it } from 'vitest'
import type { Message } from '@papo/contract'
import { enqueue, type Outbox } from '../chat/outbox'
import { ALICE, BOB, ROOM, sentEvent } from '../chat/log.fixture'
import { messageOf } from '../chat/message'
import { daysOf, type Row } from './rows'

const message = (seq: number, changes: Partial<Message> = {}): Message => {
  const event = sentEvent(seq)
  if (event.type !== 'message.sent') throw new Error('not a message')
  return { ...messageOf(event), at: new Date(2026, 0, 1, 12, 0, seq).toISOString(), ...changes }
}
const draw = (messages: Message[], changes: { outbox?: Outbox; dividerAfter?: number | null } = {}) =>
  daysOf({
    roomId: ROOM,
    selfId: ALICE,
    entries: messages.map((m) => ({ message: m, asOf: m.seq })),
    outbox: [],
    dividerAfter: null,
    ...changes,
  })
const sketch = (row: Row) =>
  row.kind === 'unread' ? '—' : `${row.first ? '*' : ' '}${row.message.body}${row.delivery?.state ?? ''}`

describe('the drawn timeline', () => {
  it('groups what one author wrote in a row', () => {
    const days = draw([message(1), message(2), message(3, { senderId: BOB }), message(4)])
    expect(days[0]?.rows.map(sketch)).toEqual(['*m1saved', ' m2saved', '*m3', '*m4saved'])
  })

  it('begins a new group after a pause and for a reply', () => {
    const late = new Date(2026, 0, 1, 12, 9).toISOString()
    const days = draw([message(1), message(2, { at: late }), message(3, { at: late, replyTo: 1 })])
    expect(days[0]?.rows.map(sketch)).toEqual(['*m1saved', '*m2saved', '*m3saved'])
  })

  it('begins a new day with a new heading', () => {
    const days = draw([message(1), message(2, { at: new Date(2026, 0, 2).toISOString() })])
    expect(days.map((d) => d.rows.map(sketch))).toEqual([['*m1saved'], ['*m2saved']])
  })

  it('draws the unread line once, before the first message of someone else', () => {
    const bob = { senderId: BOB }
    const days = draw([message(1, bob), message(2), message(3, bob), message(4, bob)], { dividerAfter: 1 })
    expect(days[0]?.rows.map(sketch)).toEqual(['*m1', '*m2saved', '—', '*m3', ' m4'])
  })

  it('shows a message that is on its way at the end, and only once when it has arrived', () => {
    const sent = message(2)
    const item = { clientId: sent.clientId, roomId: ROOM, body: 'm2', queuedAt: Date.parse(sent.at) }
    const outbox = enqueue([], item)
    expect(draw([message(1)], { outbox })[0]?.rows.map(sketch)).toEqual(['*m1saved', ' m2waiting'])
    expect(draw([message(1), sent], { outbox })[0]?.rows.map(sketch)).toEqual(['*m1saved', ' m2sent'])
    expect(draw([message(1)], { outbox })[0]?.rows[1]?.key).toBe(draw([message(1), sent])[0]?.rows[1]?.key)
  })
})
