import { Ellipsis } from 'lucide-react'
import type { JoinedRoom, Member } from '@papo/contract'
import { useState } from 'react'
import { useChatState } from '../chat/use-chat'
import { useLanguage, useText } from '../preferences'
import { Avatar } from '../ui/avatar'
import { Icon } from '../ui/icon'
import { MemberActions } from './member.actions'
import { muteText } from './mute.text'
import { mayAct } from './rank'

type Props = { room: JoinedRoom; member: Member; onChanged: (member: Member | null) => void }

export function SettingsMember({ room, member, onChanged }: Props) {
  const t = useText()
  const language = useLanguage()
  const selfId = useChatState((s) => s.self.id)
  const [anchor, setAnchor] = useState<Element | null>(null)
  const { user, role, mutedUntil } = member
  const self = user.id === selfId
  return (
    <li className="settings-row">
      <Avatar user={user} size="medium" presence={user.presence} />
      <span className="result-text">
        <strong dir="auto">{self ? t('room.you', { name: user.displayName }) : user.displayName}</strong>
        <span>@{user.username}</span>
        {mutedUntil && <span className="settings-muted">{muteText(t, mutedUntil, language)}</span>}
      </span>
      {role !== 'member' && <span className="settings-badge">{t(`role.${role}`)}</span>}
      {mayAct(room, role, self) && (
        <button
          type="button"
          className="icon-button"
          aria-haspopup="menu"
          aria-label={t('memberActions.label', { name: user.displayName })}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          <Icon of={Ellipsis} />
        </button>
      )}
      {anchor && (
        <MemberActions
          room={room}
          member={member}
          anchor={anchor}
          onChanged={onChanged}
          onClose={() => setAnchor(null)}
        />
      )}
    </li>
  )
}
