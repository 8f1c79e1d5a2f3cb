import type { JoinedRoom, User } from '@papo/contract'
import { isDay, SEARCH_HAS, type SearchFilter, type SearchHas } from '@papo/contract/search'
import { roomName } from '../chat/names'
import type { TextKey } from '../i18n/translate'
import { fuzzy } from '../shell/fuzzy'
import type { Asking } from './asking'
import { dayOf } from './day'

/** What may stand behind a filter. `value` goes into the query. */
export type Choice = { readonly key: string; readonly value: string } & (
  | { readonly kind: 'person'; readonly person: User; readonly isSelf: boolean }
  | { readonly kind: 'room'; readonly room: JoinedRoom }
  | { readonly kind: 'has'; readonly has: SearchHas }
  | { readonly kind: 'day'; readonly text: TextKey }
)

type Known = {
  readonly people: readonly User[]
  readonly rooms: readonly JoinedRoom[]
  readonly selfId: string
}

const SHOWN_MAX = 12
/** Of what there is nothing to find yet. */
const NOT_YET: readonly SearchHas[] = ['file', 'image']
const DAYS: readonly (readonly [TextKey, number])[] = [
  ['search.day.today', 0],
  ['search.day.yesterday', 1],
  ['search.day.week', 7],
  ['search.day.month', 30],
  ['search.day.year', 365],
]

export function choicesFor({ filter, text }: Asking, known: Known): readonly Choice[] {
  if (filter === 'from') return peopleFor(text, known)
  if (filter === 'in') return roomsFor(text, known.rooms)
  if (filter === 'has') return hasFor(text)
  return text === '' ? daysBefore(new Date()) : []
}

/** Whether what was typed is a value already, so that nothing needs to be offered. */
export function isWhole({ filter, text }: Asking, choices: readonly Choice[]): boolean {
  if (isDayFilter(filter)) return isDay(text)
  return text !== '' && choices.some(({ value }) => value.toLowerCase() === text.toLowerCase())
}

export const isDayFilter = (filter: SearchFilter): boolean =>
  filter === 'before' || filter === 'after' || filter === 'on'

/** A room's name, or its id where the name would not be read as it is. */
export function valueOf({ id, name }: Pick<JoinedRoom, 'id' | 'name'>): string {
  return name === '' || /["“”„‟«»]/.test(name) || name.trim() !== name ? id : name
}

function peopleFor(text: string, { people, selfId }: Known): Choice[] {
  return best(
    people,
    (one) => scoreOf(text, [one.displayName, one.username]) + (one.id === selfId ? 1 : 0),
  ).map((person) => {
    const isSelf = person.id === selfId
    return { kind: 'person', key: person.id, value: isSelf ? 'me' : person.username, person, isSelf }
  })
}

function roomsFor(text: string, rooms: readonly JoinedRoom[]): Choice[] {
  return best(rooms, (room) => (text === room.id ? 1 : scoreOf(text, [roomName(room)]))).map((room) => ({
    kind: 'room',
    key: room.id,
    value: valueOf(room),
    room,
  }))
}

const hasFor = (text: string): Choice[] =>
  SEARCH_HAS.filter((has) => has.startsWith(text.toLowerCase()) && !NOT_YET.includes(has)).map((has) => ({
    kind: 'has',
    key: has,
    value: has,
    has,
  }))

function daysBefore(today: Date): Choice[] {
  return DAYS.map(([text, days]) => {
    const day = new Date(today.getFullYear(), today.getMonth(), today.getDate() - days)
    return { kind: 'day', key: text, value: dayOf(day), text }
  })
}

function best<T>(all: readonly T[], score: (one: T) => number): T[] {
  return all
    .map((one) => ({ one, points: score(one) }))
    .filter(({ points }) => points > -Infinity)
    .sort((a, b) => b.points - a.points)
    .slice(0, SHOWN_MAX)
    .map(({ one }) => one)
}

function scoreOf(text: string, names: readonly string[]): number {
  if (text === '') return 0
  return Math.max(...names.map((name) => fuzzy(text, name)?.score ?? -Infinity))
}
