import type { JoinedRoom, User } from '@papo/contract'
import { byRecent, roomName } from '../chat/names'
import { markOf } from '../chat/unread'
import { fuzzy, type Match } from './fuzzy'

type Named = { readonly label: string; readonly marks: Match['marks'] }
export type Finding = Named &
  ({ readonly kind: 'room'; readonly room: JoinedRoom } | { readonly kind: 'person'; readonly person: User })

type Known = {
  readonly rooms: readonly JoinedRoom[]
  readonly people: readonly User[]
  /** The latest first. */
  readonly recent: readonly string[]
  readonly openRoomId: string | null
  readonly selfId: string
}

const SHOWN_MAX = 30
const BADGE_BONUS = 60
const UNREAD_BONUS = 30

/** The rooms and people that a query means, the likeliest first: where something is new, and where one was lately. */
export function findingsOf(q: string, known: Known): Finding[] {
  return q.trim() === '' ? suggestions(known) : matches(q, known)
}

/** Nothing is asked yet: what is new first, then where one was last. */
function suggestions({ rooms, recent, openRoomId }: Known): Finding[] {
  const place = (room: JoinedRoom) => {
    const { badge, bold } = markOf(room)
    const at = recent.indexOf(room.id)
    return badge > 0 ? 0 : bold ? 1 : at === -1 ? 2 + recent.length : 2 + at
  }
  return rooms
    .filter((room) => room.id !== openRoomId)
    .sort((a, b) => place(a) - place(b) || byRecent(a, b))
    .slice(0, SHOWN_MAX)
    .map((room) => ({ kind: 'room', room, label: roomName(room), marks: [] }))
}

function matches(q: string, { rooms, people, recent, selfId }: Known): Finding[] {
  const talking = new Set<string>()
  const found: { finding: Finding; score: number }[] = []
  for (const room of rooms) {
    const [one, other] = room.people ?? []
    if (room.kind === 'direct' && one && !other) talking.add(one.id)
    const match = fuzzy(q, roomName(room)) ?? unmarked(room.people?.map((p) => fuzzy(q, p.username)))
    if (!match) continue
    const finding: Finding = { kind: 'room', room, label: roomName(room), marks: match.marks }
    found.push({ finding, score: match.score + bonusOf(room, recent) })
  }
  for (const person of people) {
    if (person.id === selfId || talking.has(person.id)) continue
    const match = fuzzy(q, person.displayName) ?? unmarked([fuzzy(q, person.username)])
    if (!match) continue
    found.push({
      finding: { kind: 'person', person, label: person.displayName, marks: match.marks },
      score: match.score,
    })
  }
  return found
    .sort((a, b) => b.score - a.score)
    .slice(0, SHOWN_MAX)
    .map(({ finding }) => finding)
}

/** Found by another name than the one that is shown. */
function unmarked(others: readonly (Match | null)[] = []): Match | null {
  const match = others.find((one) => one !== null)
  return match ? { score: match.score - 1, marks: [] } : null
}

function bonusOf(room: JoinedRoom, recent: readonly string[]): number {
  const { badge, bold } = markOf(room)
  const at = recent.indexOf(room.id)
  return (badge > 0 ? BADGE_BONUS : bold ? UNREAD_BONUS : 0) + (at === -1 ? 0 : Math.max(0, 40 - at * 4))
}
