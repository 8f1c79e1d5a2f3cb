import type { JoinedRoom, User } from '@papo/contract'

/** A room's name; a direct room is named after its other people. */
export function roomName(room: Pick<JoinedRoom, 'name' | 'people'>): string {
  if (room.name !== '') return room.name
  return room.people?.map((p) => p.displayName).join(', ') || '…'
}

export function personName(people: Readonly<Record<string, User>>, userId: string): string {
  return people[userId]?.displayName ?? '…'
}

/** Rooms by their last message, the latest first; those without one by when they were made. */
export function byRecent(a: JoinedRoom, b: JoinedRoom): number {
  const [aAt, bAt] = [a.lastMessage?.at ?? a.createdAt, b.lastMessage?.at ?? b.createdAt]
  return aAt < bAt ? 1 : aAt > bAt ? -1 : a.id < b.id ? -1 : 1
}
