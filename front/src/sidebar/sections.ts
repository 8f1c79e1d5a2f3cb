import type { JoinedRoom } from '@papo/contract'
import { byRecent } from '../chat/names'
import { markOf } from '../chat/unread'

export const SECTIONS = ['pinned', 'rooms', 'direct'] as const
export type SectionName = (typeof SECTIONS)[number]
export type Sections = Readonly<Record<SectionName, readonly JoinedRoom[]>>

/** The list of rooms: what was pinned first, each section by its latest message, muted rooms last. */
export function sectionsOf(rooms: readonly JoinedRoom[]): Sections {
  const sorted = [...rooms].sort(
    (a, b) => Number(a.preferences.muted) - Number(b.preferences.muted) || byRecent(a, b),
  )
  const of = (name: SectionName) => sorted.filter((room) => sectionOf(room) === name)
  return { pinned: of('pinned'), rooms: of('rooms'), direct: of('direct') }
}

/** A closed section still shows what is new in it, and where one is. */
export function shownIn(
  rooms: readonly JoinedRoom[],
  closed: boolean,
  current: string | null,
): readonly JoinedRoom[] {
  if (!closed) return rooms
  return rooms.filter((room) => room.id === current || markOf(room).bold || markOf(room).badge > 0)
}

/** As they stand one below the other. */
export function inOrder({ pinned, rooms, direct }: Sections): readonly JoinedRoom[] {
  return [...pinned, ...rooms, ...direct]
}

function sectionOf({ kind, preferences }: JoinedRoom): SectionName {
  if (preferences.pinned) return 'pinned'
  return kind === 'direct' ? 'direct' : 'rooms'
}
