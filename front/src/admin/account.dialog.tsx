import type { AdminUser } from '@papo/contract'
import { useText } from '../preferences'
import { Confirm } from '../ui/confirm'
import { adminApi } from './admin.api'
import { SessionsDialog } from './sessions.dialog'

export type Ask = { about: 'sessions' | 'owner' | 'ban' | 'secondFactor'; user: AdminUser }
type Props = {
  ask: Ask
  onChange: (user: AdminUser, to: { role?: AdminUser['role']; banned?: boolean }) => Promise<void>
  onReplace: (user: AdminUser) => void
  onClose: () => void
}

/** The one question that is open about an account. */
export function AccountDialog({ ask: { about, user }, onChange, onReplace, onClose }: Props) {
  const t = useText()
  if (about === 'sessions')
    return (
      <SessionsDialog
        user={user}
        onCount={(sessions) => onReplace({ ...user, sessions })}
        onClose={onClose}
      />
    )
  const name = user.displayName
  if (about === 'secondFactor')
    return (
      <Confirm
        title={t('admin.secondFactor.off.ask', { name })}
        text={t('admin.secondFactor.off.text')}
        action={t('admin.secondFactor.off')}
        onConfirm={async () => {
          await adminApi.endSecondFactor(user.id)
          onReplace({ ...user, secondFactor: false })
        }}
        onClose={onClose}
      />
    )
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
