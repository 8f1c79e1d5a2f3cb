import type { Presence, User, UserWithPresence } from '@papo/contract'
import type { Api } from '../api'
import type { ChatStore } from './chat.store'

/** At most this many ids fit into one question. */
const BATCH_MAX = 100
const GATHER_MS = 20

export type People = ReturnType<typeof createPeople>

/** Knows people by id, and asks for those whom it does not know, many at a time. */
export function createPeople(store: ChatStore, api: Api) {
  const asked = new Set<string>()
  let gathering: string[] = []

  const learn = (users: readonly (User | UserWithPresence)[]): void => {
    if (users.length === 0) return
    const people = Object.fromEntries(users.map((u) => [u.id, u]))
    const presence: Record<string, Presence> = {}
    for (const user of users) if ('presence' in user) presence[user.id] = user.presence
    store.setState((s) => ({ people: { ...s.people, ...people }, presence: { ...s.presence, ...presence } }))
  }

  const ask = async (ids: string[]): Promise<void> => {
    try {
      learn((await api.usersById(ids)).items)
    } catch {
      // Asked for again with the next message of theirs.
      for (const id of ids) asked.delete(id)
    }
  }

  const flush = (): void => {
    const ids = gathering
    gathering = []
    for (let i = 0; i < ids.length; i += BATCH_MAX) void ask(ids.slice(i, i + BATCH_MAX))
  }

  const want = (ids: Iterable<string>): void => {
    const { people } = store.getState()
    for (const id of ids) {
      if (people[id] || asked.has(id)) continue
      asked.add(id)
      if (gathering.push(id) === 1) setTimeout(flush, GATHER_MS)
    }
  }

  return { learn, want }
}
