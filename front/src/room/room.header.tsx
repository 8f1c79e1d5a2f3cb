import { Menu, Users } from 'lucide-react'
import type { JoinedRoom } from '@papo/contract'
import type { ReactNode } from 'react'
import { roomName } from '../chat/names'
import { useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { RoomMark } from '../sidebar/room.item'
import { Icon } from '../ui/icon'
import { useShell } from '../ui/shell'

type Props = { room: JoinedRoom; membersOpen: boolean; onMembers: () => void }

export function RoomHeader({ room, membersOpen, onMembers }: Props) {
  const t = useText()
  const name = roomName(room)
  return (
    <BareHeader title={name} topic={<Topic room={room} />} mark={<RoomMark room={room} />}>
      <button
        type="button"
        className="icon-button members-button"
        onClick={onMembers}
        aria-expanded={membersOpen}
        aria-label={t('room.members', { count: room.memberCount })}
        title={t('room.showMembers')}
      >
        <Icon of={Users} />
        <span>{room.memberCount}</span>
      </button>
    </BareHeader>
  )
}

type BareProps = { title: string; topic?: ReactNode; mark?: ReactNode; children?: ReactNode }

export function BareHeader({ title, topic, mark, children }: BareProps) {
  const t = useText()
  const { openDrawer } = useShell()
  const elsewhere = useChatState((s) =>
    Object.values(s.rooms).some((r) => r.room.unread > 0 && r.room.id !== s.openRoomId),
  )
  return (
    <header className="room-head">
      <button
        type="button"
        className="icon-button drawer-button"
        onClick={openDrawer}
        aria-label={t('sidebar.open')}
      >
        <Icon of={Menu} />
        {elsewhere && <span className="dot" />}
      </button>
      {mark}
      <div className="room-head-text">
        <h1 dir="auto">{title}</h1>
        {topic}
      </div>
      {children}
    </header>
  )
}

function Topic({ room }: { room: JoinedRoom }) {
  const t = useText()
  const [first, second] = room.people ?? []
  const presence = useChatState((s) => (first ? (s.presence[first.id] ?? first.presence) : undefined))
  if (room.kind === 'direct') return presence && !second ? <p>{t(`presence.${presence}`)}</p> : null
  return room.topic ? (
    <p dir="auto" title={room.topic}>
      {room.topic}
    </p>
  ) : null
}
