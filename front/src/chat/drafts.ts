import { readStored, writeStored } from '../stored'

export type Drafts = ReturnType<typeof createDrafts>

/** Unfinished text per room, kept through reloads. */
export function createDrafts(userId: string) {
  const keyOf = (roomId: string) => `papo:draft:${userId}:${roomId}`
  return {
    read: (roomId: string): string => readStored(keyOf(roomId)) ?? '',
    write: (roomId: string, text: string): void => writeStored(keyOf(roomId), text === '' ? null : text),
  }
}
