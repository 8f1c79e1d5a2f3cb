import type { Presence, User } from '@papo/contract'
import type { ReactNode } from 'react'
import { openProfile } from '../people/profile'
import { useText } from '../preferences'
import { Avatar } from '../ui/avatar'

type Props = { user: User; presence?: Presence | undefined; note?: string; children: ReactNode }

/** Someone, the way to their card, and what one can do. */
export function PersonRow({ user, presence, note, children }: Props) {
  const t = useText()
  return (
    <li>
      <button
        type="button"
        className="contact-name"
        onClick={(event) => openProfile(user.id, event.currentTarget)}
      >
        <Avatar user={user} size="medium" {...(presence && { presence })} />
        <span className="result-text">
          <strong dir="auto">{user.displayName}</strong>
          <span>
            @{user.username}
            {note !== undefined && ` · ${note}`}
          </span>
        </span>
        <span className="sr-only">{t('contacts.card', { name: user.displayName })}</span>
      </button>
      {children}
    </li>
  )
}

type ActProps = { label: string; named: string; strong?: boolean; onClick: () => void }

export function Act({ label, named, strong, onClick }: ActProps) {
  return (
    <button
      type="button"
      className="button"
      data-kind={strong ? 'primary' : 'quiet'}
      data-size="small"
      aria-label={named}
      onClick={onClick}
    >
      {label}
    </button>
  )
}
