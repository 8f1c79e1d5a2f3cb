import { describe, expect, it } from 'vitest'
import { roomState } from './chat.store'
import { ALICE, BOB, joinedRoom as room, ROOM, pageOf, sentEvent } from './log.fixture'
import { adoptRoom, endsMembership, receiveInRooms } from './rooms'
import { advanceRoom, readAt, readUpTo } from './summary'
import { holeOf, openPage } from './timeline'

const bySomeone = (seq: number) => sentEvent(seq, { actorId: BOB })
const at = (head: number) => ({ head, ordinal: head, unread: head })

describe('a room in the sidebar', () => {
  it('counts what others write as unread, and what mentions one', () => {
    const mention = sentEvent(2, { actorId: BOB, data: { body: '@alice', mentions: [ALICE] } })
    const after = advanceRoom(room(), [bySomeone(1), mention], ALICE)
    expect([after.unread, after.mentions, after.lastMessage?.body]).toEqual([2, 1, '@alice'])
  })

  it('counts everything as read once one has written oneself', () => {
    const after = advanceRoom(room(), [bySomeone(1), sentEvent(2)], ALICE)
    expect([after.unread, after.readSeq]).toEqual([0, 2])
  })

  it('passes over events that it already contains', () => {
    const once = advanceRoom(room(), [bySomeone(1)], ALICE)
    expect(advanceRoom(once, [bySomeone(1)], ALICE)).toEqual(once)
  })

  it('never takes one’s own reading back, unless the server says so', () => {
    const read = readUpTo(room(at(5)), 5, 5)
    expect(readUpTo(read, 3, 3)).toBe(read)
    expect(readAt(read, 3, 3).unread).toBe(2)
  })

  it('forgets the text of its last message when that is deleted', () => {
    const deleted = sentEvent(2, { actorId: BOB, type: 'message.deleted', data: { target: 1 } })
    expect(advanceRoom(room(), [bySomeone(1), deleted], ALICE).lastMessage?.body).toBe('')
  })
})

describe('rooms', () => {
  it('take live events, each its own, and pass over unknown rooms', () => {
    const rooms = { [ROOM]: roomState(room()) }
    const stranger = { ...bySomeone(1), roomId: ALICE }
    const after = receiveInRooms(rooms, [stranger, bySomeone(1)], ALICE)
    expect(Object.keys(after)).toEqual([ROOM])
    expect(after[ROOM]?.room.unread).toBe(1)
  })

  it('keep what came while an older list was on its way', () => {
    const before = receiveInRooms({ [ROOM]: roomState(room()) }, [bySomeone(1), bySomeone(2)], ALICE)[ROOM]
    const adopted = adoptRoom(before, room(at(1)), ALICE)
    expect([adopted.room.unread, adopted.room.head, adopted.timeline.head]).toEqual([2, 2, 2])
  })

  it('take a newer list without asking for the events before it, if they hold no messages', () => {
    const adopted = adoptRoom(roomState(room()), room(at(9)), ALICE)
    expect([adopted.timeline.head, holeOf(adopted.timeline)]).toEqual([9, null])
    const after = receiveInRooms({ [ROOM]: adopted }, [bySomeone(10)], ALICE)
    expect(after[ROOM]?.room.unread).toBe(10)
  })

  it('report a hole when a newer list passes the messages that they hold', () => {
    const held = roomState(room())
    const timeline = openPage(held.timeline, pageOf([], 0))
    if (timeline === 'stale') throw new Error('the page is as old as the room')
    const adopted = adoptRoom({ ...held, timeline }, room(at(9)), ALICE)
    expect(holeOf(adopted.timeline)).toBe('gap')
  })

  it('are left when their log says so', () => {
    const removed = (userId: string) => sentEvent(1, { type: 'member.removed', data: { userId } })
    expect(endsMembership(removed(ALICE), ALICE)).toBe(true)
    expect(endsMembership(removed(BOB), ALICE)).toBe(false)
    expect(endsMembership(sentEvent(1, { type: 'room.deleted', data: {} }), ALICE)).toBe(true)
  })
})
