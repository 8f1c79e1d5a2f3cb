import type { JoinedRoom } from '@papo/contract'

type Counted = Pick<JoinedRoom, 'kind' | 'unread' | 'mentions' | 'preferences'>

/** What the list shows beside a room: a number for what is meant for oneself, bold for anything else that is new. */
export function markOf({ kind, unread, mentions, preferences }: Counted): { badge: number; bold: boolean } {
  const meant = kind === 'direct' ? unread : mentions
  // A muted room still says that one was named in it; a muted conversation says nothing.
  if (preferences.muted) return { badge: kind === 'direct' ? 0 : mentions, bold: false }
  return { badge: meant, bold: unread > 0 }
}

/** All rooms together, for the title and the icon: a muted room has no part in it. */
export function totalOf(rooms: readonly Counted[]): { badge: number; unread: boolean } {
  const heard = rooms.filter((room) => !room.preferences.muted)
  return {
    badge: heard.reduce((sum, room) => sum + markOf(room).badge, 0),
    unread: heard.some((room) => room.unread > 0),
  }
}
