import { readStored, writeStored } from '../stored'
import type { ChatState } from './chat.store'
import { byRecent } from './names'

const keyOf = (userId: string) => `papo:recent-rooms:${userId}`
const KEPT = 12

/** The rooms that were open last on this device, the latest first. */
export function recentRooms(userId: string): string[] {
  return (readStored(keyOf(userId)) ?? '').split(',').filter((id) => id !== '')
}

export function rememberRoom(userId: string, roomId: string): void {
  const others = recentRooms(userId).filter((id) => id !== roomId)
  writeStored(keyOf(userId), [roomId, ...others].slice(0, KEPT).join())
}

/** The room that was open last, else the one with the latest message; null if there is none. */
export function startRoom({ rooms, self }: ChatState): string | null {
  const last = recentRooms(self.id).find((id) => rooms[id])
  if (last !== undefined) return last
  const [latest] = Object.values(rooms)
    .map((r) => r.room)
    .sort(byRecent)
  return latest?.id ?? null
}
