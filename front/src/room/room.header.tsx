import { Menu } from 'lucide-react'
import type { JoinedRoom } from '@papo/contract'
import { memo, type ReactNode, useState } from 'react'
import { nameOf, roomName } from '../chat/names'
import { useChatState } from '../chat/use-chat'
import type { Panels } from '../panel/panel.host'
import { openProfile } from '../people/profile'
import { useText } from '../preferences'
import { RoomMark } from '../sidebar/room.item'
import { Icon } from '../ui/icon'
import { useShell } from '../ui/shell'
import { HeaderButtons } from './header.buttons'

type Props = { room: JoinedRoom; panels: Panels }

export const RoomHeader = memo(function RoomHeader({ room, panels }: Props) {
  const [whole, setWhole] = useState(false)
  const topic =
    room.kind === 'direct' ? (
      <DirectPresence room={room} />
    ) : (
      <Topic topic={room.topic} open={whole} onToggle={() => setWhole(!whole)} />
    )
  return (
    <>
      <BareHeader title={roomName(room)} topic={topic} mark={<HeaderMark room={room} />}>
        <HeaderButtons room={room} panels={panels} />
      </BareHeader>
      {whole && room.topic !== '' && (
        <p className="room-topic-whole" dir="auto">
          {room.topic}
        </p>
      )}
    </>
  )
})

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

/** The face of a direct room leads to the person's card. */
function HeaderMark({ room }: { room: JoinedRoom }) {
  const t = useText()
  const [first, second] = room.people ?? []
  if (!first || second) return <RoomMark room={room} />
  return (
    <button
      type="button"
      className="head-face"
      onClick={(event) => openProfile(first.id, event.currentTarget)}
    >
      <RoomMark room={room} />
      <span className="sr-only">{t('names.card', { name: nameOf(first) })}</span>
    </button>
  )
}

function DirectPresence({ room }: { room: JoinedRoom }) {
  const t = useText()
  const [first, second] = room.people ?? []
  const presence = useChatState((s) => (first ? (s.presence[first.id] ?? first.presence) : undefined))
  if (!first || !presence || second) return null
  const status = [first.statusEmoji, first.statusText].filter(Boolean).join(' ')
  return (
    <p className="clip" dir="auto">
      {t(`presence.${presence}`)}
      {status && ` · ${status}`}
    </p>
  )
}

type TopicProps = { topic: string; open: boolean; onToggle: () => void }

/** One line of it; a click shows all. */
function Topic({ topic, open, onToggle }: TopicProps) {
  const t = useText()
  if (topic === '') return null
  return (
    <button
      type="button"
      className="room-topic"
      dir="auto"
      onClick={onToggle}
      aria-expanded={open}
      title={t('room.topic.show')}
    >
      {topic}
    </button>
  )
}
