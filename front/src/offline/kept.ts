import type { JoinedRoom } from '@papo/contract'
import { type ChatState, type RoomState, roomState } from '../chat/chat.store'
import { byRecent } from '../chat/names'
import { startTimeline } from '../chat/timeline'
import { type Kept, KEPT_VERSION, type KeptList, type KeptPage } from './shelf'

const ROOMS_MAX = 100
const MESSAGES_MAX = 40
const PEOPLE_MAX = 500

export function listOf({ self, rooms, people }: Pick<ChatState, 'self' | 'rooms' | 'people'>): KeptList {
  const latest = Object.values(rooms)
    .map((r) => r.room)
    .sort(byRecent)
    .slice(0, ROOMS_MAX)
  return { version: KEPT_VERSION, self, rooms: latest, people: Object.values(people).slice(-PEOPLE_MAX) }
}

/** Null for a room whose end is not held. */
export function pageOf({ room, timeline }: RoomState): KeptPage | null {
  const { span, epoch, head } = timeline
  if (!span || span.hasAfter) return null
  const messages = span.entries.slice(-MESSAGES_MAX).map((entry) => entry.message)
  const hasBefore = span.hasBefore || span.entries.length > messages.length
  return { roomId: room.id, epoch, head, hasBefore, messages }
}

export function peopleOf({ list }: Kept): ChatState['people'] {
  return Object.fromEntries([...list.people, list.self].map((person) => [person.id, person]))
}

/** The rooms as they were; one of which no page was kept shows its last message. */
export function roomsOf({ list, pages }: Kept): ChatState['rooms'] {
  const byRoom = new Map(pages.map((page) => [page.roomId, page]))
  return Object.fromEntries(
    list.rooms.map((room) => [room.id, restored(asAbsent(room), byRoom.get(room.id) ?? lastOf(room))]),
  )
}

function restored(room: JoinedRoom, { epoch, head, hasBefore, messages }: KeptPage): RoomState {
  const entries = messages.map((message) => ({ message, asOf: head }))
  const span = { entries, hasBefore, hasAfter: false }
  return { ...roomState(room), timeline: { ...startTimeline({ epoch, head }), span }, load: 'ready' }
}

function lastOf({ id, epoch, head, ordinal, lastMessage }: JoinedRoom): KeptPage {
  const messages = lastMessage ? [lastMessage] : []
  return { roomId: id, epoch, head, hasBefore: ordinal > messages.length, messages }
}

/** Who was online when it was kept need not be now. */
function asAbsent(room: JoinedRoom): JoinedRoom {
  if (!room.people) return room
  return { ...room, people: room.people.map((person) => ({ ...person, presence: 'offline' as const })) }
}
