import type { JoinedRoom, Presence, User, UserWithPresence } from '@papo/contract'
import type { Api } from '../api'
import type { ChatState, ChatStore } from './chat.store'

/** At most this many ids fit into one question. */
const BATCH_MAX = 100
const GATHER_MS = 20
/** In a crowd nobody is told of a new name or status: who is drawn after this long is asked about again. */
const STALE_MS = 5 * 60_000

export type People = ReturnType<typeof createPeople>

/** Knows people by id, and asks for those whom it does not know, many at a time. */
export function createPeople(store: ChatStore, api: Api) {
  /** When each was asked about or told of. */
  const heardAt = new Map<string, number>()
  let gathering: string[] = []

  const learn = (users: readonly (User | UserWithPresence)[]): void => {
    if (users.length === 0) return
    for (const { id } of users) heardAt.set(id, Date.now())
    const people = Object.fromEntries(users.map((u) => [u.id, u]))
    const presence: Record<string, Presence> = {}
    for (const user of users) if ('presence' in user) presence[user.id] = user.presence
    store.setState((s) => ({
      people: { ...s.people, ...people },
      presence: { ...s.presence, ...presence },
      rooms: renamedIn(s.rooms, people),
    }))
  }

  const ask = async (ids: string[]): Promise<void> => {
    try {
      learn((await api.usersById(ids)).items)
    } catch {
      // Asked for again with the next message of theirs.
      for (const id of ids) heardAt.delete(id)
    }
  }

  const flush = (): void => {
    const ids = gathering
    gathering = []
    for (let i = 0; i < ids.length; i += BATCH_MAX) void ask(ids.slice(i, i + BATCH_MAX))
  }

  const want = (ids: Iterable<string>): void => {
    const now = Date.now()
    const selfId = store.getState().self.id
    for (const id of ids) {
      if (id === selfId || now - (heardAt.get(id) ?? 0) < STALE_MS) continue
      heardAt.set(id, now)
      if (gathering.push(id) === 1) setTimeout(flush, GATHER_MS)
    }
  }

  return {
    learn,
    want,
    /** After a break anyone may have changed: those of direct rooms are asked about now, others when they are seen. */
    doubt(): void {
      if (heardAt.size === 0) return
      heardAt.clear()
      const { rooms } = store.getState()
      want(
        Object.values(rooms)
          .flatMap(({ room }) => room.people ?? [])
          .slice(0, BATCH_MAX)
          .map((p) => p.id),
      )
    },
  }
}

/** Direct rooms are called after their people; one that bears none of these names stays the same object. */
function renamedIn(
  rooms: ChatState['rooms'],
  news: Readonly<Record<string, User | UserWithPresence>>,
): ChatState['rooms'] {
  const renamed = Object.entries(rooms).flatMap(([id, state]) => {
    const people = state.room.people?.map((person) => renamedPerson(person, news[person.id]))
    if (!people?.some((person, i) => person !== state.room.people?.[i])) return []
    return [[id, { ...state, room: { ...state.room, people } }] as const]
  })
  return renamed.length === 0 ? rooms : { ...rooms, ...Object.fromEntries(renamed) }
}

/** What a room shows of a person. */
const SHOWN = ['displayName', 'statusText', 'statusEmoji', 'avatarFileId'] as const

type Person = NonNullable<JoinedRoom['people']>[number]

function renamedPerson(person: Person, news: User | UserWithPresence | undefined): Person {
  if (!news) return person
  const { presence, lastSeenAt } = 'presence' in news ? news : person
  const same = SHOWN.every((key) => news[key] === person[key])
  if (same && presence === person.presence) return person
  return { ...news, presence, ...(lastSeenAt !== undefined && { lastSeenAt }) }
}
