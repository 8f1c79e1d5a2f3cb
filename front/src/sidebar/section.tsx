import { ChevronDown, Plus } from 'lucide-react'
import type { JoinedRoom } from '@papo/contract'
import { useId } from 'react'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import { RoomItem } from './room.item'
import { type SectionName, shownIn } from './sections'

type Props = {
  name: SectionName
  rooms: readonly JoinedRoom[]
  current: string | null
  closed: ReadonlySet<SectionName>
  onToggle: (name: SectionName) => void
  add?: { label: string; run: () => void }
  empty?: string
}

export function Section({ name, rooms, current, closed, onToggle, add, empty }: Props) {
  const t = useText()
  const listId = useId()
  const isClosed = closed.has(name)
  // Pinned conversations are elsewhere, not missing.
  const bare = rooms.length === 0
  return (
    <section className="sidebar-section">
      <header>
        <h2>
          <button
            type="button"
            className="section-toggle"
            aria-expanded={!isClosed}
            aria-controls={listId}
            onClick={() => onToggle(name)}
          >
            {t(`sidebar.${name}`)}
            <Icon of={ChevronDown} small />
          </button>
        </h2>
        {add && (
          <button
            type="button"
            className="icon-button"
            onClick={add.run}
            aria-label={add.label}
            title={add.label}
          >
            <Icon of={Plus} small />
          </button>
        )}
      </header>
      {bare && !isClosed && add && (
        <button type="button" className="sidebar-empty" onClick={add.run}>
          {empty}
        </button>
      )}
      <ul id={listId}>
        {shownIn(rooms, isClosed, current).map((room) => (
          <RoomItem key={room.id} room={room} current={room.id === current} />
        ))}
      </ul>
    </section>
  )
}
