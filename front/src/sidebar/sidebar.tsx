import { Plus, Settings2, X } from 'lucide-react'
import type { JoinedRoom } from '@papo/contract'
import { useMemo, useState } from 'react'
import { byRecent } from '../chat/names'
import { useChat, useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { hrefOf, useRoute } from '../route'
import { Avatar } from '../ui/avatar'
import { Blank, ListBones } from '../ui/blank'
import { Icon, Logo } from '../ui/icon'
import { useShell } from '../ui/shell'
import { BrowseDialog } from './browse.dialog'
import { OthersUnsent } from './others-unsent'
import { PeopleDialog } from './people.dialog'
import { RoomItem } from './room.item'

type Open = 'browse' | 'people' | null

export function Sidebar() {
  const t = useText()
  const [open, setOpen] = useState<Open>(null)
  const { closeDrawer } = useShell()
  return (
    <nav className="sidebar" aria-label={t('sidebar.label')}>
      <header className="sidebar-head">
        <Logo />
        <span className="wordmark">papo</span>
        <button
          type="button"
          className="icon-button sidebar-close"
          onClick={closeDrawer}
          aria-label={t('sidebar.close')}
        >
          <Icon of={X} />
        </button>
      </header>
      <div className="sidebar-lists">
        <RoomLists onBrowse={() => setOpen('browse')} onPeople={() => setOpen('people')} />
      </div>
      <OthersUnsent />
      <SelfLink />
      {open === 'browse' && <BrowseDialog onClose={() => setOpen(null)} />}
      {open === 'people' && <PeopleDialog onClose={() => setOpen(null)} />}
    </nav>
  )
}

type Openers = { onBrowse: () => void; onPeople: () => void }

function RoomLists({ onBrowse, onPeople }: Openers) {
  const t = useText()
  const { listRooms } = useChat()
  const load = useChatState((s) => s.roomsLoad)
  const rooms = useChatState((s) => s.rooms)
  const all = useMemo(
    () =>
      Object.values(rooms)
        .map((r) => r.room)
        .sort(byRecent),
    [rooms],
  )
  if (load === 'loading' && all.length === 0) return <ListBones count={9} />
  if (load === 'failed')
    return (
      <Blank text={t('sidebar.failed')} role="alert">
        <button type="button" className="button" data-kind="quiet" onClick={() => void listRooms()}>
          {t('app.retry')}
        </button>
      </Blank>
    )
  const direct = all.filter((r) => r.kind === 'direct')
  const named = all.filter((r) => r.kind !== 'direct')
  return (
    <>
      <Section
        title={t('sidebar.rooms')}
        add={t('sidebar.browse')}
        onAdd={onBrowse}
        rooms={named}
        empty={t('sidebar.noRooms.action')}
      />
      <Section
        title={t('sidebar.direct')}
        add={t('sidebar.newDirect')}
        onAdd={onPeople}
        rooms={direct}
        empty={t('sidebar.noDirect')}
      />
    </>
  )
}

type SectionProps = { title: string; add: string; onAdd: () => void; rooms: JoinedRoom[]; empty: string }

function Section({ title, add, onAdd, rooms, empty }: SectionProps) {
  const route = useRoute()
  return (
    <section className="sidebar-section">
      <header>
        <h2>{title}</h2>
        <button type="button" className="icon-button" onClick={onAdd} aria-label={add} title={add}>
          <Icon of={Plus} />
        </button>
      </header>
      {rooms.length === 0 && (
        <button type="button" className="sidebar-empty" onClick={onAdd}>
          {empty}
        </button>
      )}
      <ul>
        {rooms.map((room) => (
          <li key={room.id}>
            <RoomItem room={room} current={route.name === 'room' && route.roomId === room.id} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function SelfLink() {
  const t = useText()
  const self = useChatState((s) => s.self)
  const online = useChatState((s) => s.link.state === 'online')
  const current = useRoute().name === 'settings'
  return (
    <a
      className="sidebar-self"
      href={hrefOf({ name: 'settings' })}
      aria-current={current ? 'page' : undefined}
    >
      <Avatar user={self} size="medium" presence={online ? 'online' : 'offline'} />
      <span className="sidebar-self-name">
        <strong>{self.displayName}</strong>
        <span>@{self.username}</span>
      </span>
      <Icon of={Settings2} />
      <span className="sr-only">{t('sidebar.settings')}</span>
    </a>
  )
}
