import type { AdminUser } from '@papo/contract'
import { Ellipsis } from 'lucide-react'
import { lazy, useState } from 'react'
import { useChatState } from '../chat/use-chat'
import { useLanguage, useText } from '../preferences'
import { formatWhen } from '../ui/time'
import { Avatar } from '../ui/avatar'
import { Icon } from '../ui/icon'
import type { Ask } from './account.dialog'
import { mayActOn } from './rights'
import { Late } from '../ui/late'

const AccountMenu = lazy(() => import('./account.menu').then((m) => ({ default: m.AccountMenu })))

type Props = {
  user: AdminUser
  onAsk: (ask: Ask) => void
  onChange: (user: AdminUser, to: { role?: AdminUser['role']; banned?: boolean }) => Promise<void>
}

export function AccountRow({ user, onAsk, onChange }: Props) {
  const t = useText()
  const language = useLanguage()
  const self = useChatState((s) => s.self)
  const may = mayActOn(self, user)
  const sessions = t('admin.sessions.count', { count: user.sessions, name: user.displayName })
  return (
    <tr role="row" data-banned={user.bannedAt !== undefined}>
      <td role="cell" className="record-name">
        <Avatar user={user} size="medium" />
        <span className="result-text">
          <strong dir="auto">{user.displayName}</strong>
          <span>
            @{user.username} · {user.email}
          </span>
        </span>
      </td>
      <td role="cell" data-role={user.bannedAt ? 'banned' : user.role}>
        {t(`admin.role.${user.bannedAt ? 'banned' : user.role}`)}
      </td>
      <td role="cell" data-label={t('admin.users.seen')}>
        {user.lastSeenAt ? formatWhen(user.lastSeenAt, language, t) : t('admin.never')}
      </td>
      <td role="cell" data-label={t('admin.users.sessions')}>
        {may || self.id === user.id ? (
          <button
            type="button"
            className="link-button"
            aria-label={sessions}
            onClick={() => onAsk({ about: 'sessions', user })}
          >
            {user.sessions}
          </button>
        ) : (
          user.sessions
        )}
      </td>
      <td role="cell" className="record-actions">
        {self.id === user.id && t('admin.users.you')}
        {may && <MenuButton user={user} onAsk={onAsk} onChange={onChange} />}
      </td>
    </tr>
  )
}

function MenuButton({ user, onAsk, onChange }: Props) {
  const t = useText()
  const [anchor, setAnchor] = useState<Element | null>(null)
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-label={t('admin.users.actions.named', { name: user.displayName })}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Icon of={Ellipsis} />
      </button>
      {anchor && (
        <Late>
          <AccountMenu
            user={user}
            anchor={anchor}
            onAsk={onAsk}
            onChange={onChange}
            onClose={() => setAnchor(null)}
          />
        </Late>
      )}
    </>
  )
}
