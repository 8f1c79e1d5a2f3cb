import type { JoinedRoom, User } from '@papo/contract'
import { useCallback, useMemo } from 'react'
import { api } from '../api'
import { useChat, useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { Avatar } from '../ui/avatar'
import { useSearch } from '../ui/use-search'
import { onceEach, rankPeople } from './rank'
import { type Suggestion, SuggestionList } from './suggestion.list'
import type { SuggestionProps } from './suggestions'

const SHOWN_MAX = 8

type Found = { readonly members: readonly User[]; readonly others: readonly User[] }

/** Members of the room first; others, whom a mention does not reach, are marked so. */
export function PersonSuggestions({ trigger, room, ...list }: SuggestionProps) {
  const t = useText()
  const selfId = useChatState((s) => s.self.id)
  const { members, others } = usePeople(room, trigger.query)
  const outside = t('composer.suggest.outside')
  const items = useMemo(() => {
    const near = rankPeople(onceEach(members), trigger.query).map((user) => suggestionOf(user))
    const known = new Set(members.map((user) => user.id))
    const far = rankPeople(others, trigger.query).filter((user) => !known.has(user.id))
    const all = [...near, ...far.map((user) => suggestionOf(user, outside))]
    return all.filter(({ key }) => key !== selfId).slice(0, SHOWN_MAX)
  }, [members, others, trigger.query, selfId, outside])
  return <SuggestionList {...list} label={t('composer.suggest.people')} items={items} />
}

function suggestionOf(user: User, hint?: string): Suggestion {
  const mark = <Avatar user={user} size="small" />
  const { id, displayName, username } = user
  return {
    key: id,
    insert: `@${username}`,
    mark,
    name: displayName,
    detail: `@${username}`,
    ...(hint && { hint }),
  }
}

/** At once those who are seen in the room, then whom the server finds in it and beyond it. */
function usePeople(room: JoinedRoom, query: string): Found {
  const { people: known } = useChat()
  const seen = useSeen(room)
  const search = useCallback(
    async (q: string): Promise<Found[]> => {
      if (room.kind === 'direct') return []
      const members = (await api.membersNamed(room.id, q)).items.map((member) => member.user)
      const others = q === '' ? [] : (await api.users(q)).items
      known.learn([...members, ...others])
      return [{ members, others }]
    },
    [room.id, room.kind, known],
  )
  const found = useSearch(query, search, true)
  const answer = found.state === 'ready' ? found.items[0] : undefined
  return useMemo(
    () => ({ members: [...(answer?.members ?? []), ...seen], others: answer?.others ?? [] }),
    [answer, seen],
  )
}

/** The people of a direct room; elsewhere those who wrote what is held of the room. */
function useSeen(room: JoinedRoom): readonly User[] {
  const people = useChatState((s) => s.people)
  const entries = useChatState((s) => s.rooms[room.id]?.timeline.span?.entries)
  return useMemo(() => {
    if (room.people) return room.people
    const ids = new Set(entries?.map((entry) => entry.message.senderId).reverse())
    return [...ids].flatMap((id) => people[id] ?? [])
  }, [people, entries, room.people])
}
