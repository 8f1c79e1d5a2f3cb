import type { AdminUser } from '@papo/contract'
import { useText } from '../preferences'
import { Confirm } from '../ui/confirm'
import { SessionsDialog } from './sessions.dialog'

export type Ask = { about: 'sessions' | 'owner' | 'ban'; user: AdminUser }
type Props = {
  ask: Ask
  onChange: (user: AdminUser, to: { role?: AdminUser['role']; banned?: boolean }) => Promise<void>
  onSessions: (user: AdminUser, sessions: number) => void
  onClose: () => void
}

/** The one question that is open about an account. */
export function AccountDialog({ ask: { about, user }, onChange, onSessions, onClose }: Props) {
  const t = useText()
  if (about === 'sessions')
    return <SessionsDialog user={user} onCount={(sessions) => onSessions(user, sessions)} onClose={onClose} />
  const name = user.displayName
  const isBan = about === 'ban'
  return (
    <Confirm
      title={t(isBan ? 'admin.ban.ask' : 'admin.make.owner.ask', { name })}
      text={t(isBan ? 'admin.ban.text' : 'admin.make.owner.text')}
      action={t(isBan ? 'admin.ban' : 'admin.make.owner')}
      onConfirm={() => onChange(user, isBan ? { banned: true } : { role: 'owner' })}
      onClose={onClose}
    />
  )
}
