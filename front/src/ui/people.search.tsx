import type { UserWithPresence } from '@papo/contract'
import { type ReactNode, useState } from 'react'
import { api } from '../api'
import { useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { Avatar } from './avatar'
import { Blank, ListBones } from './blank'
import { SearchField } from './field'
import { useSearch } from './use-search'

const searchPeople = async (q: string) => (await api.users(q)).items

type Props = { action: (user: UserWithPresence) => ReactNode; autoFocus?: boolean }

/** Finds people by name; `action` draws what can be done with each. */
export function PeopleSearch({ action, autoFocus = true }: Props) {
  const t = useText()
  const selfId = useChatState((s) => s.self.id)
  const [q, setQ] = useState('')
  const found = useSearch(q, searchPeople, true)
  const items = found.state === 'ready' ? found.items.filter((u) => u.id !== selfId) : []
  return (
    <>
      <SearchField label={t('people.search')} value={q} onChange={setQ} autoFocus={autoFocus} />
      <div className="results" aria-live="polite">
        {found.state === 'loading' && <ListBones count={4} />}
        {found.state === 'failed' && <Blank text={t('people.failed')} />}
        {found.state === 'ready' && items.length === 0 && (
          <Blank text={found.q ? t('people.none', { q: found.q }) : t('people.start')} />
        )}
        <ul>
          {items.map((user) => (
            <li key={user.id} className="result">
              <Avatar user={user} size="medium" presence={user.presence} />
              <span className="result-text">
                <strong dir="auto">{user.displayName}</strong>
                <span>@{user.username}</span>
              </span>
              {action(user)}
            </li>
          ))}
        </ul>
      </div>
    </>
  )
}
