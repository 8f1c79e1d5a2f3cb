import { Ban, Mic, MicOff, UserMinus } from 'lucide-react'
import type { JoinedRoom, Member, MemberRole, User } from '@papo/contract'
import { useRef, useState } from 'react'
import { useChatState } from '../chat/use-chat'
import * as texts from '../i18n/room-settings'
import { addTexts } from '../i18n/translate'
import { useText } from '../preferences'
import { type Anchor, Menu, MenuChoice, MenuItem, MenuLine } from '../ui/menu'
import { type Acts, useMemberActs } from './member.acts'
import { MemberStep, type Step } from './member.step'
import { outranks, rolesFor } from './rank'

addTexts(texts)

export type Subject = { user: User; role: MemberRole; mutedUntil?: string | undefined }
type Props = {
  room: JoinedRoom
  member: Subject
  anchor: Anchor
  onClose: () => void
  /** With what the member is now; null once they are out. */
  onChanged?: (member: Member | null) => void
}

/** What one may do about a person in a room: role, mute, removal, ban. Open while mounted, as `Menu` is. */
export function MemberActions({ room, member, anchor, onClose, onChanged }: Props) {
  const [step, setStep] = useState<Step | null>(null)
  const acts = useMemberActs({ room, member, onChanged })
  const leading = useRef(false)
  if (step) return <MemberStep step={step} room={room} member={member} acts={acts} onClose={onClose} />
  const lead = (next: Step) => {
    leading.current = true
    setStep(next)
  }
  // The menu closes itself after every choice; some of them ask first.
  const close = () => (leading.current ? undefined : onClose())
  return <ActionMenu room={room} member={member} anchor={anchor} acts={acts} onStep={lead} onClose={close} />
}

type MenuProps = Omit<Props, 'onChanged'> & { acts: Acts; onStep: (step: Step) => void }

function ActionMenu({ room, member, anchor, acts, onStep, onClose }: MenuProps) {
  const t = useText()
  const self = useChatState((s) => s.self.id === member.user.id)
  const roles = rolesFor(room.role, member.role, self)
  const lower = !self && outranks(room.role, member.role)
  const give = (role: MemberRole) => {
    if (role === member.role) return
    if (self) onStep({ name: 'stepDown', role })
    else if (role === 'owner') onStep({ name: 'owner' })
    else acts.inPassing(acts.give(role))
  }
  return (
    <Menu
      anchor={anchor}
      label={t('memberActions.label', { name: member.user.displayName })}
      onClose={onClose}
    >
      {roles.length > 0 && (
        <MenuChoice
          label={t('memberActions.role')}
          value={member.role}
          onChange={give}
          options={roles.map((role) => ({ value: role, label: t(`role.${role}`) }))}
        />
      )}
      {roles.length > 0 && lower && <MenuLine />}
      {lower && (
        <>
          {member.mutedUntil && (
            <MenuItem
              icon={Mic}
              label={t('memberActions.unmute')}
              onClick={() => acts.inPassing(acts.mute(null))}
            />
          )}
          <MenuItem icon={MicOff} label={t('memberActions.mute')} onClick={() => onStep({ name: 'mute' })} />
          <MenuLine />
          <MenuItem
            icon={UserMinus}
            label={t('memberActions.remove')}
            danger
            onClick={() => onStep({ name: 'remove' })}
          />
          <MenuItem
            icon={Ban}
            label={t('memberActions.ban')}
            danger
            onClick={() => onStep({ name: 'ban' })}
          />
        </>
      )}
    </Menu>
  )
}
