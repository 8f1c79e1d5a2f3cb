import { Hash, Lock, Pencil } from 'lucide-react'
import type { JoinedRoom } from '@papo/contract'
import { roomName } from '../chat/names'
import { useChat, useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { hrefOf } from '../route'
import { Avatar } from '../ui/avatar'
import { Icon } from '../ui/icon'
import { useShell } from '../ui/shell'

const BADGE_MAX = 99

export function RoomItem({ room, current }: { room: JoinedRoom; current: boolean }) {
  const t = useText()
  const { drafts } = useChat()
  const { closeDrawer } = useShell()
  const direct = room.kind === 'direct'
  const badge = direct ? room.unread : room.mentions
  const hasDraft = !current && drafts.read(room.id) !== ''
  return (
    <a
      className="room-item"
      href={hrefOf({ name: 'room', roomId: room.id })}
      aria-current={current ? 'page' : undefined}
      data-unread={room.unread > 0}
      onClick={closeDrawer}
    >
      <RoomMark room={room} />
      <span className="room-item-name" dir="auto">
        {roomName(room)}
      </span>
      {hasDraft && <Icon of={Pencil} small />}
      {badge > 0 && (
        <span className="badge">
          <span aria-hidden="true">{badge > BADGE_MAX ? `${BADGE_MAX}+` : badge}</span>
          <span className="sr-only">
            {t(direct ? 'sidebar.unread' : 'sidebar.mentions', { count: badge })}
          </span>
        </span>
      )}
      {badge === 0 && room.unread > 0 && (
        <span className="sr-only">{t('sidebar.unread', { count: room.unread })}</span>
      )}
    </a>
  )
}

/** A face for a direct room, a sign for any other. */
export function RoomMark({ room }: { room: Pick<JoinedRoom, 'kind' | 'people'> }) {
  const t = useText()
  const [first, ...others] = room.people ?? []
  // A dot on one face would speak for all of a group.
  const one = others.length === 0 ? first : undefined
  const presence = useChatState((s) => (one ? (s.presence[one.id] ?? one.presence) : undefined))
  if (room.kind === 'direct') return <Avatar user={first} size="small" presence={presence} />
  return (
    <span className="room-mark">
      <Icon of={room.kind === 'private' ? Lock : Hash} small />
      <span className="sr-only">{t(room.kind === 'private' ? 'room.private' : 'room.public')}</span>
    </span>
  )
}
