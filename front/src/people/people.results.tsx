import type { UserWithPresence } from '@papo/contract'
import { Check } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useText } from '../preferences'
import { Avatar } from '../ui/avatar'
import { Blank, ListBones } from '../ui/blank'
import { Icon } from '../ui/icon'
import type { Found } from '../ui/use-search'
import type { People } from './people.picker'

type Props = {
  id: string
  found: Found<UserWithPresence>
  people: People
  chosen: People
  active: UserWithPresence | undefined
  onToggle: (user: UserWithPresence) => void
}

/** Whom a search found, to be chosen from the field above by keys, or by a click. */
export function PeopleResults({ id, found, people, chosen, active, onToggle }: Props) {
  const t = useText()
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <div className="results">
      <p className="sr-only" role="status">
        {found.state === 'ready' && t('conversation.found', { count: people.length })}
      </p>
      {found.state === 'loading' && <ListBones count={4} />}
      {found.state === 'failed' && <Blank text={t('conversation.failed')} role="alert" />}
      {found.state === 'ready' && people.length === 0 && (
        <Blank text={found.q ? t('conversation.none', { q: found.q }) : t('conversation.alone')} />
      )}
      <ul
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={t('conversation.search')}
        aria-multiselectable
      >
        {people.map((user) => {
          const isChosen = chosen.some((one) => one.id === user.id)
          return (
            <li
              key={user.id}
              id={`${id}-${user.id}`}
              className="result person-option"
              role="option"
              aria-selected={isChosen}
              aria-current={user.id === active?.id || undefined}
              // The field keeps the focus.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onToggle(user)}
            >
              <Avatar user={user} size="medium" presence={user.presence} />
              <span className="result-text">
                <strong dir="auto">{user.displayName}</strong>
                <span>@{user.username}</span>
              </span>
              {isChosen && <Icon of={Check} />}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
