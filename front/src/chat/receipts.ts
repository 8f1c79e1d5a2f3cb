import type { Message, RoomEvent, Response, ServerEventPayload } from '@papo/contract'
import { type Entry, indexOfSeq } from './span'

/** Up to which seq others have read, by their ids. Who hides it is not in it. */
export type Reads = Readonly<Record<string, number>>

export function readsOf({ items }: Response<'reads'>): Reads {
  return Object.fromEntries(items.map(({ userId, readSeq }) => [userId, readSeq]))
}

/** What the server says of one room; 0 takes back what it said of someone. */
export function hearReads(reads: Reads, changes: ServerEventPayload<'read:changed'>, selfId: string): Reads {
  const next = { ...reads }
  for (const { userId, readSeq } of changes) {
    if (readSeq > 0 && userId !== selfId) next[userId] = readSeq
    else Reflect.deleteProperty(next, userId)
  }
  return next
}

/** Who writes has read what stands above; of whom nothing is known, nothing is concluded. Who goes is forgotten. */
export function advanceReads(reads: Reads, events: readonly RoomEvent[]): Reads {
  return events.reduce((known, event) => {
    const { actorId, type, seq } = event
    if (type === 'message.sent' && seq > (known[actorId] ?? Infinity)) return { ...known, [actorId]: seq }
    if (type !== 'member.left' && type !== 'member.removed') return known
    const { [event.data.userId]: gone, ...others } = known
    return gone === undefined ? known : others
  }, reads)
}

/** Who has read this message, its author aside. */
export function readersOf(reads: Reads, { seq, senderId }: Pick<Message, 'seq' | 'senderId'>): string[] {
  return Object.keys(reads).filter((id) => id !== senderId && (reads[id] ?? 0) >= seq)
}

type Faces = ReadonlyMap<number, readonly string[]>
const known = new WeakMap<Reads, { entries: readonly Entry[]; faces: Faces }>()

/**
 * Below which message the face of each reader stands: the last one that they have read. Nobody's stands below
 * what they wrote themselves. The same object until something changes.
 */
export function facesIn(reads: Reads, entries: readonly Entry[]): Faces {
  const before = known.get(reads)
  if (before?.entries === entries) return before.faces
  const faces = new Map<number, string[]>()
  for (const [id, readSeq] of Object.entries(reads)) {
    const last = entries[indexOfSeq(entries, readSeq + 1) - 1]?.message
    if (last && last.senderId !== id) faces.set(last.seq, [...(faces.get(last.seq) ?? []), id])
  }
  known.set(reads, { entries, faces })
  return faces
}
