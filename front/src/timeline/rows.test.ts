import { describe, expect, it } from 'vitest'
import type { Message } from '@papo/contract'
import { enqueue } from '../chat/outbox'
import { ALICE, BOB, ROOM, sentEvent } from '../chat/log.fixture'
import { messageOf } from '../chat/message'
import { createRows, type Row, type View } from './rows'

const message = (seq: number, changes: Partial<Message> = {}): Message => {
  const event = sentEvent(seq)
  if (event.type !== 'message.sent') throw new Error('not a message')
  return { ...messageOf(event), at: new Date(2026, 0, 1, 12, 0, seq).toISOString(), ...changes }
}
const viewOf = (messages: Message[], changes: Partial<View> = {}): View => ({
  roomId: ROOM,
  selfId: ALICE,
  entries: messages.map((m) => ({ message: m, asOf: m.seq })),
  outbox: [],
  dividerAfter: null,
  keptUnread: false,
  ...changes,
})
const draw = (messages: Message[], changes: Partial<View> = {}) => createRows()(viewOf(messages, changes))
const sketch = ({ day, unread, first, message: { body }, delivery }: Row) =>
  `${day ? '#' : ''}${unread ? '—' : ''}${first ? '*' : ' '}${body}${delivery ?? ''}`

describe('the drawn timeline', () => {
  it('groups what one author wrote in a row', () => {
    const rows = draw([message(1), message(2), message(3, { senderId: BOB }), message(4)])
    expect(rows.map(sketch)).toEqual(['#*m1saved', ' m2saved', '*m3', '*m4saved'])
  })

  it('begins a new group after a pause, for a reply, and around a line from a thread', () => {
    const late = new Date(2026, 0, 1, 12, 9).toISOString()
    const rows = draw([message(1), message(2, { at: late }), message(3, { at: late, replyTo: 1 })])
    expect(rows.map(sketch)).toEqual(['#*m1saved', '*m2saved', '*m3saved'])
    const threaded = draw([message(1), message(2, { threadOf: 1 }), message(3), message(4)])
    expect(threaded.map(sketch)).toEqual(['#*m1saved', '*m2saved', '*m3saved', ' m4saved'])
  })

  it('begins its groups at the same messages, however much is loaded before them', () => {
    const all = Array.from({ length: 200 }, (_, i) =>
      message(i + 1, { at: new Date(2026, 0, 1, 12, 0, i * 37).toISOString() }),
    )
    const heads = (rows: Row[]) => rows.filter((row) => row.first).map((row) => row.message.seq)
    const [whole, part] = [heads(draw(all)), heads(draw(all.slice(70))).slice(1)]
    expect(part.length).toBeGreaterThan(1)
    expect(whole.slice(-part.length)).toEqual(part)
  })

  it('begins a new day with a new heading', () => {
    const rows = draw([message(1), message(2, { at: new Date(2026, 0, 2).toISOString() })])
    expect(rows.map(sketch)).toEqual(['#*m1saved', '#*m2saved'])
  })

  it('draws the unread line once, before the first message of someone else', () => {
    const bob = { senderId: BOB }
    const rows = draw([message(1, bob), message(2), message(3, bob), message(4, bob)], { dividerAfter: 1 })
    expect(rows.map(sketch)).toEqual(['#*m1', '*m2saved', '—*m3', ' m4'])
  })

  it('draws the unread line above an own message that was marked as unread', () => {
    const rows = draw([message(1), message(2), message(3)], { dividerAfter: 1, keptUnread: true })
    expect(rows.map(sketch)).toEqual(['#*m1saved', '—*m2saved', ' m3saved'])
  })

  it('shows a message that is on its way at the end, and only once when it has arrived', () => {
    const sent = message(2)
    const item = { clientId: sent.clientId, roomId: ROOM, body: 'm2', queuedAt: Date.parse(sent.at) }
    const outbox = enqueue([], item)
    expect(draw([message(1)], { outbox }).map(sketch)).toEqual(['#*m1saved', ' m2waiting'])
    expect(draw([message(1), sent], { outbox }).map(sketch)).toEqual(['#*m1saved', ' m2sent'])
    expect(draw([message(1)], { outbox })[1]?.key).toBe(draw([message(1), sent])[1]?.key)
  })

  it('gives back the very row that it gave before unless something of it changed', () => {
    const rowsOf = createRows()
    const [one, two, three] = [message(1), message(2), message(3)]
    const item = { clientId: '01890000-0000-7000-8000-0000000000ff', roomId: ROOM, body: 'x', queuedAt: 1 }
    const outbox = enqueue([], item)
    const before = rowsOf(viewOf([one, two], { outbox }))
    const after = rowsOf(viewOf([one, { ...two, body: 'edited' }, three], { outbox }))
    expect(after.map((row) => before.includes(row))).toEqual([true, false, false, true])
  })
})
