import type { JoinedRoom } from '@papo/contract'
import { type ReactNode, useState } from 'react'
import { roomName } from '../chat/names'
import { useChat, useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { RoomMark } from '../sidebar/room.item'
import { Confirm } from '../ui/confirm'
import { Icon } from '../ui/icon'
import { useShell } from '../ui/shell'

type Props = { room: JoinedRoom; membersOpen: boolean; onMembers: () => void }

export function RoomHeader({ room, membersOpen, onMembers }: Props) {
  const t = useText()
  const { memberships } = useChat()
  const [leaving, setLeaving] = useState(false)
  const name = roomName(room)
  const direct = room.kind === 'direct'
  return (
    <BareHeader title={name} topic={<Topic room={room} />} mark={<RoomMark room={room} />}>
      {!direct && (
        <button
          type="button"
          className="icon-button"
          onClick={() => setLeaving(true)}
          aria-label={t('room.leave')}
          title={t('room.leave')}
        >
          <Icon name="leave" />
        </button>
      )}
      <button
        type="button"
        className="icon-button members-button"
        onClick={onMembers}
        aria-expanded={membersOpen}
        aria-label={t('room.members', { count: room.memberCount })}
        title={t('room.showMembers')}
      >
        <Icon name="users" />
        <span>{room.memberCount}</span>
      </button>
      {leaving && (
        <Confirm
          title={t('room.leave.ask', { room: name })}
          text={t(room.kind === 'private' ? 'room.leave.text.private' : 'room.leave.text.public')}
          action={t('room.leave')}
          onConfirm={() => memberships.leave(room.id)}
          onClose={() => setLeaving(false)}
        />
      )}
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
        <Icon name="menu" />
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
