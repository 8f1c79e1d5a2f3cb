import type { JoinedRoom, RoomEvent } from '@papo/contract'
import { type RoomState, roomState } from './chat.store'
import { followPins } from './pins'
import { advanceReads } from './receipts'
import { advanceRoom } from './summary'
import { hear, type Received, receive, restart } from './timeline'

export type Rooms = Readonly<Record<string, RoomState>>

/** Rooms after live events, which may come in any order and for many rooms at once; unknown rooms are passed over. */
export function receiveInRooms(rooms: Rooms, events: readonly RoomEvent[], selfId: string): Rooms {
  const touched: Record<string, RoomState> = {}
  for (const [roomId, own] of groupByRoom(events)) {
    const before = rooms[roomId]
    if (before) touched[roomId] = withReceived(before, receive(before.timeline, own), selfId)
  }
  return { ...rooms, ...touched }
}

export function withReceived(state: RoomState, received: Received, selfId: string): RoomState {
  if (received.timeline === state.timeline && received.applied.length === 0) return state
  const { timeline, applied } = received
  const pins = state.pins && followPins(state.pins, timeline)
  return {
    ...state,
    timeline,
    room: advanceRoom(state.room, applied, selfId),
    pins: pins === 'stale' ? null : pins,
    reads: advanceReads(state.reads, applied),
  }
}

/**
 * Takes the server's list of rooms. What is held of a room stays; a list that was read before the latest live
 * events is completed from them.
 */
export function adoptRoom(before: RoomState | undefined, room: JoinedRoom, selfId: string): RoomState {
  if (!before) return roomState(room)
  const current = before.room
  if (room.epoch < current.epoch) return before
  const { timeline } = before
  const completable = room.epoch === timeline.epoch && room.head >= timeline.recentAfter
  if (room.head < current.head && room.epoch === current.epoch && !completable) return before
  const completed = completable ? advanceRoom(room, timeline.recent, selfId) : room
  if (timeline.span) return { ...before, room: completed, timeline: hear(timeline, room) }
  if (room.epoch === timeline.epoch && timeline.head >= room.head) return { ...before, room: completed }
  return withReceived(
    { ...before, room: completed },
    restart(timeline, { epoch: room.epoch, head: room.head }),
    selfId,
  )
}

/** One is no longer a member, says the room's own log. */
export function endsMembership(event: RoomEvent, selfId: string): boolean {
  if (event.type === 'room.deleted') return true
  return (event.type === 'member.removed' || event.type === 'member.left') && event.data.userId === selfId
}

function groupByRoom(events: readonly RoomEvent[]): Map<string, RoomEvent[]> {
  const groups = new Map<string, RoomEvent[]>()
  for (const event of events) {
    const group = groups.get(event.roomId)
    if (group) group.push(event)
    else groups.set(event.roomId, [event])
  }
  return groups
}
