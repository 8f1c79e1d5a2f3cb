import { Ellipsis, Menu, Pin, Search, Users } from 'lucide-react'
import type { JoinedRoom } from '@papo/contract'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { roomName } from '../chat/names'
import { useChatState } from '../chat/use-chat'
import type { Panels } from '../panel/panel.host'
import { useText } from '../preferences'
import { goTo } from '../route'
import { RoomMark } from '../sidebar/room.item'
import { Icon } from '../ui/icon'
import { useShell } from '../ui/shell'
import { searchIn } from './search-in'

const RoomHeaderMenu = lazy(() => import('./room.header.menu').then((m) => ({ default: m.RoomHeaderMenu })))

type Props = { room: JoinedRoom; panels: Panels }

export function RoomHeader({ room, panels }: Props) {
  const [whole, setWhole] = useState(false)
  const topic =
    room.kind === 'direct' ? (
      <DirectPresence room={room} />
    ) : (
      <Topic topic={room.topic} open={whole} onToggle={() => setWhole(!whole)} />
    )
  return (
    <>
      <BareHeader title={roomName(room)} topic={topic} mark={<RoomMark room={room} />}>
        <PinsButton roomId={room.id} panels={panels} />
        <HeaderButtons room={room} panels={panels} />
      </BareHeader>
      {whole && room.topic !== '' && (
        <p className="room-topic-whole" dir="auto">
          {room.topic}
        </p>
      )}
    </>
  )
}

function HeaderButtons({ room, panels }: Props) {
  const t = useText()
  const [menu, setMenu] = useState<Element | null>(null)
  const search = () => goTo({ name: 'search', q: searchIn(room) })
  return (
    <>
      <button
        type="button"
        className="icon-button head-wide"
        onClick={search}
        aria-label={t('room.search')}
        title={t('room.search')}
      >
        <Icon of={Search} />
      </button>
      <button
        type="button"
        className="icon-button panel-button"
        onClick={() => panels.toggle('members')}
        aria-expanded={panels.panel === 'members'}
        aria-label={t('room.members', { count: room.memberCount })}
        title={t('room.showMembers')}
      >
        <Icon of={Users} />
        <span>{room.memberCount}</span>
      </button>
      <button
        type="button"
        className="icon-button"
        onClick={(event) => setMenu(event.currentTarget)}
        aria-haspopup="menu"
        aria-label={t('room.menu')}
        title={t('room.menu')}
      >
        <Icon of={Ellipsis} />
      </button>
      {menu && (
        <Suspense>
          <RoomHeaderMenu
            room={room}
            anchor={menu}
            onPins={() => panels.toggle('pins')}
            onSearch={search}
            onClose={() => setMenu(null)}
          />
        </Suspense>
      )}
    </>
  )
}

function PinsButton({ roomId, panels }: { roomId: string; panels: Panels }) {
  const t = useText()
  const count = useChatState((s) => s.rooms[roomId]?.pins?.order.length ?? 0)
  return (
    <button
      type="button"
      className="icon-button panel-button head-wide"
      onClick={() => panels.toggle('pins')}
      aria-expanded={panels.panel === 'pins'}
      aria-label={t('room.pins', { count })}
      title={t('room.showPins')}
    >
      <Icon of={Pin} />
      {count > 0 && <span>{count}</span>}
    </button>
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

function DirectPresence({ room }: { room: JoinedRoom }) {
  const t = useText()
  const [first, second] = room.people ?? []
  const presence = useChatState((s) => (first ? (s.presence[first.id] ?? first.presence) : undefined))
  return presence && !second ? <p>{t(`presence.${presence}`)}</p> : null
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
