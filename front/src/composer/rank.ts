import type { User } from '@papo/contract'
import { plainly } from '../emoji/table'

type Named = Pick<User, 'id' | 'username' | 'displayName'>

/** Whoever's username or a word of whose name begins with the query; usernames first, then by name. */
export function rankPeople<T extends Named>(people: readonly T[], query: string): T[] {
  const wanted = plainly(query)
  const rankOf = ({ username, displayName }: T) => {
    if (username.startsWith(wanted)) return 0
    return plainly(displayName)
      .split(/[\s.-]+/)
      .some((word) => word.startsWith(wanted))
      ? 1
      : null
  }
  return people
    .flatMap((person) => {
      const rank = rankOf(person)
      return rank === null ? [] : [{ person, rank }]
    })
    .sort((a, b) => a.rank - b.rank || a.person.displayName.localeCompare(b.person.displayName))
    .map(({ person }) => person)
}

/** Each person once, at the first place. */
export function onceEach<T extends { id: string }>(people: readonly T[]): T[] {
  const met = new Set<string>()
  return people.filter(({ id }) => met.size < met.add(id).size)
}
