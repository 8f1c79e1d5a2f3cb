import { BellOff, Ellipsis, Hash, Lock, Pencil } from 'lucide-react'
import type { JoinedRoom } from '@papo/contract'
import { lazy, memo } from 'react'
import { draftRooms } from '../chat/drafts'
import { roomName } from '../chat/names'
import { markOf } from '../chat/unread'
import { useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { hrefOf } from '../route'
import { Avatar } from '../ui/avatar'
import { FacePicture } from '../ui/face.picture'
import { Icon } from '../ui/icon'
import { useHasFiles } from '../upload/use-uploads'
import { useShell } from '../ui/shell'
import { StatusMark } from '../ui/status.mark'
import { useMenuAt } from './use-menu-at'
import { Late } from '../ui/late'

const RoomMenu = lazy(() => import('./room.menu').then((m) => ({ default: m.RoomMenu })))

type Props = { room: JoinedRoom; current: boolean }

/** A room of the list: the way there, and a menu of what can be done about it. */
export const RoomItem = memo(function RoomItem({ room, current }: Props) {
  const t = useText()
  const menu = useMenuAt()
  return (
    <li className="room-row" data-menu={menu.anchor !== null || undefined} {...menu.handlers}>
      <RoomLink room={room} current={current} />
      <button
        type="button"
        className="icon-button room-more"
        aria-haspopup="menu"
        aria-label={t('sidebar.more', { room: roomName(room) })}
        onClick={(event) => menu.open(event.currentTarget)}
      >
        <Icon of={Ellipsis} small />
      </button>
      {menu.anchor && (
        <Late>
          <RoomMenu room={room} anchor={menu.anchor} onClose={menu.close} />
        </Late>
      )}
    </li>
  )
})

function RoomLink({ room, current }: Props) {
  const t = useText()
  const { follow } = useShell()
  const hasText = useChatState((s) => draftRooms(s).has(room.id))
  const hasFiles = useHasFiles(room.id)
  const { muted } = room.preferences
  const href = hrefOf({ name: 'room', roomId: room.id })
  return (
    <a
      className="room-item"
      href={href}
      aria-current={current ? 'page' : undefined}
      data-unread={markOf(room).bold}
      data-muted={muted || undefined}
      onClick={follow}
    >
      <RoomMark room={room} />
      <span className="room-item-name" dir="auto">
        {roomName(room)} {room.people?.length === 1 && <StatusMark user={room.people[0]} />}
      </span>
      {(hasText || hasFiles) && !current && <Sign of={Pencil} text={t('sidebar.draft')} />}
      {muted && <Sign of={BellOff} text={t('sidebar.muted')} />}
      <Unread room={room} />
    </a>
  )
}

function Sign({ of, text }: { of: typeof Pencil; text: string }) {
  return (
    <span className="room-sign" title={text}>
      <Icon of={of} small />
      <span className="sr-only">{text}</span>
    </span>
  )
}

function Unread({ room }: { room: JoinedRoom }) {
  const t = useText()
  const { badge, bold } = markOf(room)
  if (badge === 0)
    return bold && <span className="sr-only">{t('sidebar.unread', { count: room.unread })}</span>
  return (
    <span className="badge">
      <span aria-hidden="true">{badge > BADGE_MAX ? `${BADGE_MAX}+` : badge}</span>
      <span className="sr-only">
        {t(room.kind === 'direct' ? 'sidebar.unread' : 'sidebar.mentions', { count: badge })}
      </span>
    </span>
  )
}

const BADGE_MAX = 99

/** A face for a direct room, two for a group, a sign for any other. */
export function RoomMark({ room }: { room: Pick<JoinedRoom, 'kind' | 'people' | 'avatarFileId'> }) {
  const t = useText()
  const [first, second] = room.people ?? []
  // A dot on one face would speak for all of a group.
  const one = second ? undefined : first
  const presence = useChatState((s) => (one ? (s.presence[one.id] ?? one.presence) : undefined))
  if (second)
    return (
      <span className="room-faces" aria-hidden="true">
        <Avatar user={first} />
        <Avatar user={second} />
      </span>
    )
  if (room.kind === 'direct') return <Avatar user={first} size="small" presence={presence} />
  return (
    <span className="room-mark">
      <Icon of={room.kind === 'private' ? Lock : Hash} small />
      {room.avatarFileId && <FacePicture key={room.avatarFileId} fileId={room.avatarFileId} />}
      <span className="sr-only">{t(room.kind === 'private' ? 'room.private' : 'room.public')}</span>
    </span>
  )
}
