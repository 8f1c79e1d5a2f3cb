import type { JoinedRoom, User } from '@papo/contract'
import { say } from '../i18n/translate'

/** So many people of a group are named, the rest counted. */
const NAMED = 2
const NAMED_WHOLE = 3

/** A room's name; a direct room is named after its other people. */
export function roomName(room: Pick<JoinedRoom, 'name' | 'people'>): string {
  if (room.name !== '') return room.name
  return room.people ? groupName(room.people) : '…'
}

/** "Ana", "Ana, Bruno", "Ana, Bruno and 2 more"; of several, given names do where they tell them apart. */
export function groupName(people: readonly Pick<User, 'displayName'>[]): string {
  if (people.length === 0) return say('names.notes')
  const names = people.map(nameOf)
  const given = names.map((name, i) => (people[i]?.displayName ? (name.split(/\s/)[0] ?? name) : name))
  const short = names.length > 1 && new Set(given).size === given.length ? given : names
  if (short.length <= NAMED_WHOLE) return short.join(', ')
  const named = short.slice(0, NAMED).join(', ')
  return say('names.more', { names: named, count: short.length - NAMED })
}

/** Of someone who is gone nothing is left but an id. */
export const nameOf = ({ displayName }: Pick<User, 'displayName'>): string => displayName || say('names.gone')

export function personName(people: Readonly<Record<string, User>>, userId: string): string {
  const person = people[userId]
  return person ? nameOf(person) : '…'
}

/** Rooms by their last message, the latest first; those without one by when they were made. */
export function byRecent(a: JoinedRoom, b: JoinedRoom): number {
  const [aAt, bAt] = [a.lastMessage?.at ?? a.createdAt, b.lastMessage?.at ?? b.createdAt]
  return aAt < bAt ? 1 : aAt > bAt ? -1 : a.id < b.id ? -1 : 1
}
