import { readStored, writeStored } from '../stored'
import type { ChatState } from './chat.store'
import { byRecent } from './names'

const keyOf = (userId: string) => `papo:last-room:${userId}`

export function rememberRoom(userId: string, roomId: string): void {
  writeStored(keyOf(userId), roomId)
}

/** The room that was open last, else the one with the latest message; null if there is none. */
export function startRoom({ rooms, self }: ChatState): string | null {
  const last = readStored(keyOf(self.id))
  if (last !== null && rooms[last]) return last
  const [latest] = Object.values(rooms)
    .map((r) => r.room)
    .sort(byRecent)
  return latest?.id ?? null
}
