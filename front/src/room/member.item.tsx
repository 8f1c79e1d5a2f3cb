import { MessageSquare, UserMinus } from 'lucide-react'
import type { JoinedRoom, Member, Presence } from '@papo/contract'
import { useState } from 'react'
import { api } from '../api'
import { asChatError } from '../chat-error'
import { notify } from '../chat/chat.store'
import { nameOf, roomName } from '../chat/names'
import { useChat, useChatState } from '../chat/use-chat'
import { openProfile } from '../people/profile'
import { useText } from '../preferences'
import { Avatar } from '../ui/avatar'
import { Confirm } from '../ui/confirm'
import { Icon } from '../ui/icon'
import { BotMark } from '../ui/bot.mark'
import { StatusMark } from '../ui/status.mark'

type Props = { room: JoinedRoom; member: Member; presence: Presence }

export function MemberItem({ room, member, presence }: Props) {
  const t = useText()
  const { memberships, store } = useChat()
  const selfId = useChatState((s) => s.self.id)
  const [removing, setRemoving] = useState(false)
  const { user, role } = member
  const self = user.id === selfId
  const write = () =>
    memberships.direct([user.id]).catch((error: unknown) => notify(store, `error.${asChatError(error).code}`))
  return (
    <li className="member">
      <MemberFace room={room} member={member} presence={presence} />
      {!self && room.kind !== 'direct' && (
        <button
          type="button"
          className="icon-button"
          onClick={() => void write()}
          aria-label={t('members.message', { name: user.displayName })}
        >
          <Icon of={MessageSquare} />
        </button>
      )}
      {!self && mayRemove(room, role) && (
        <button
          type="button"
          className="icon-button"
          onClick={() => setRemoving(true)}
          aria-label={t('members.remove.named', { name: user.displayName })}
        >
          <Icon of={UserMinus} />
        </button>
      )}
      {removing && (
        <Confirm
          title={t('members.remove.ask', { name: user.displayName, room: roomName(room) })}
          text={t(room.kind === 'private' ? 'room.leave.text.private' : 'members.remove.text')}
          action={t('members.remove')}
          onConfirm={() => api.removeMember(room.id, user.id)}
          onClose={() => setRemoving(false)}
        />
      )}
    </li>
  )
}

/** A click shows the person's card. */
function MemberFace({ room, member, presence }: Props) {
  const t = useText()
  const user = useChatState((s) => s.people[member.user.id] ?? member.user)
  const self = useChatState((s) => s.self.id === user.id)
  const { role } = member
  return (
    <button
      type="button"
      className="member-open"
      onClick={(event) => openProfile(user.id, event.currentTarget)}
    >
      <Avatar user={user} size="medium" presence={presence} />
      <span className="member-text">
        <strong dir="auto">
          {self ? t('room.you', { name: user.displayName }) : nameOf(user)} <StatusMark user={user} />
          <BotMark user={user} />
        </strong>
        <span>
          {user.displayName !== '' && `@${user.username}`}
          {role !== 'member' && room.kind !== 'direct' && <em>{t(`role.${role}`)}</em>}
        </span>
      </span>
    </button>
  )
}

/** The server decides; this only spares a click that it would refuse. */
function mayRemove(room: JoinedRoom, role: Member['role']): boolean {
  if (room.kind === 'direct' || role === 'owner') return false
  return room.role === 'owner' || (room.role === 'admin' && role === 'member')
}
