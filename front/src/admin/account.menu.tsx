import type { AdminUser } from '@papo/contract'
import { Ban, KeyRound, LockOpen, Shield, ShieldCheck, UserRound, UserRoundCheck } from 'lucide-react'
import { asChatError } from '../chat-error'
import { notify } from '../chat/chat.store'
import { useChat, useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { type Anchor, Menu, MenuItem, MenuLine } from '../ui/menu'
import type { Ask } from './account.dialog'

const ROLES = [
  { role: 'owner', icon: ShieldCheck },
  { role: 'admin', icon: Shield },
  { role: 'member', icon: UserRound },
] as const

type Change = { role?: AdminUser['role']; banned?: boolean }
type Props = {
  user: AdminUser
  anchor: Anchor
  onAsk: (ask: Ask) => void
  onChange: (user: AdminUser, to: Change) => Promise<void>
  onClose: () => void
}

/** What can be taken back happens at once; the rest is asked about first. */
export function AccountMenu({ user, anchor, onAsk, onChange, onClose }: Props) {
  const t = useText()
  const { store } = useChat()
  const isOwner = useChatState((s) => s.self.role === 'owner')
  const change = (to: Change) =>
    void onChange(user, to).catch((error: unknown) => notify(store, `error.${asChatError(error).code}`))
  const others = isOwner ? ROLES.filter(({ role }) => role !== user.role) : []
  return (
    <Menu
      anchor={anchor}
      label={t('admin.users.actions.named', { name: user.displayName })}
      onClose={onClose}
    >
      <MenuItem
        icon={KeyRound}
        label={t('admin.sessions')}
        onClick={() => onAsk({ about: 'sessions', user })}
      />
      {user.secondFactor && (
        <MenuItem
          icon={LockOpen}
          label={t('admin.secondFactor.off')}
          onClick={() => onAsk({ about: 'secondFactor', user })}
        />
      )}
      {others.map(({ role, icon }) => (
        <MenuItem
          key={role}
          icon={icon}
          label={t(`admin.make.${role}`)}
          onClick={() => (role === 'owner' ? onAsk({ about: 'owner', user }) : change({ role }))}
        />
      ))}
      <MenuLine />
      {user.bannedAt ? (
        <MenuItem icon={UserRoundCheck} label={t('admin.unban')} onClick={() => change({ banned: false })} />
      ) : (
        <MenuItem icon={Ban} label={t('admin.ban')} danger onClick={() => onAsk({ about: 'ban', user })} />
      )}
    </Menu>
  )
}
