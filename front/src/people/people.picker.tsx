import type { UserWithPresence } from '@papo/contract'
import { X } from 'lucide-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { api } from '../api'
import { useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { Avatar } from '../ui/avatar'
import { Icon } from '../ui/icon'
import { isPhone } from '../ui/shell'
import { useSearch } from '../ui/use-search'
import { PeopleResults } from './people.results'

export type People = readonly UserWithPresence[]
type Props = { chosen: People; full: boolean; onChange: (chosen: People) => void; onSubmit: () => void }

const searchPeople = async (q: string) => (await api.users(q)).items

/** People as chips before a field that finds more: arrows and Enter choose, Backspace takes the last one out. */
export function PeoplePicker({ chosen, full, onChange, onSubmit }: Props) {
  const t = useText()
  const id = useId()
  const selfId = useChatState((s) => s.self.id)
  const field = useRef<HTMLInputElement>(null)
  const [q, setQ] = useState('')
  const [place, setPlace] = useState(0)
  const found = useSearch(q, searchPeople, true)
  const people = found.state === 'ready' ? found.items.filter((user) => user.id !== selfId) : []
  const active = people[Math.min(place, people.length - 1)]
  const search = (text: string) => {
    setQ(text)
    setPlace(0)
  }
  const toggle = (user: UserWithPresence) => {
    const others = chosen.filter((one) => one.id !== user.id)
    if (others.length === chosen.length && full) return
    onChange(others.length === chosen.length ? [...chosen, user] : others)
    search('')
    field.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const { length } = people
    if (event.key === 'ArrowDown') setPlace((at) => (at + 1) % Math.max(1, length))
    else if (event.key === 'ArrowUp') setPlace((at) => (at + length - 1) % Math.max(1, length))
    else if (event.key === 'Enter' && q.trim() === '' && chosen.length > 0) onSubmit()
    else if (event.key === 'Enter' && active) toggle(active)
    else if (event.key === 'Backspace' && q === '' && chosen.length > 0) onChange(chosen.slice(0, -1))
    else return
    event.preventDefault()
  }
  return (
    <>
      <div className="picked" onClick={() => field.current?.focus()}>
        <span className="picked-to" aria-hidden="true">
          {t('conversation.to')}
        </span>
        <Chips chosen={chosen} onRemove={toggle} />
        <input
          ref={field}
          type="search"
          role="combobox"
          aria-expanded={people.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={active && `${id}-${active.id}`}
          aria-autocomplete="list"
          aria-label={t('conversation.search')}
          placeholder={chosen.length === 0 ? t('conversation.search') : ''}
          value={q}
          autoComplete="off"
          autoFocus={!isPhone()}
          onChange={(event) => search(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <PeopleResults
        id={id}
        found={found}
        people={people}
        chosen={chosen}
        active={active}
        onToggle={toggle}
      />
    </>
  )
}

function Chips({ chosen, onRemove }: { chosen: People; onRemove: (user: UserWithPresence) => void }) {
  const t = useText()
  if (chosen.length === 0) return null
  return (
    <ul className="chips" aria-label={t('conversation.chosen')}>
      {chosen.map((user) => (
        <li key={user.id} className="chip">
          <Avatar user={user} size="small" />
          <span className="clip" dir="auto">
            {user.displayName}
          </span>
          <button
            type="button"
            onClick={() => onRemove(user)}
            aria-label={t('conversation.remove', { name: user.displayName })}
          >
            <Icon of={X} small />
          </button>
        </li>
      ))}
    </ul>
  )
}
