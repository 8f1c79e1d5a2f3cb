import { Ellipsis, Pin, Search, Users } from 'lucide-react'
import type { JoinedRoom } from '@papo/contract'
import { lazy, useState } from 'react'
import { useChatState } from '../chat/use-chat'
import type { Panels } from '../panel/panel.host'
import { useText } from '../preferences'
import { goTo } from '../route'
import { Icon } from '../ui/icon'
import { searchIn } from './search-in'
import { Late } from '../ui/late'

const RoomHeaderMenu = lazy(() => import('./room.header.menu').then((m) => ({ default: m.RoomHeaderMenu })))

type Props = { room: JoinedRoom; panels: Panels }

/** What one can look at beside the room, and the menu of all else. */
export function HeaderButtons({ room, panels }: Props) {
  const t = useText()
  const [menu, setMenu] = useState<Element | null>(null)
  const search = () => goTo({ name: 'search', q: searchIn(room) })
  return (
    <>
      <PinsButton roomId={room.id} panels={panels} />
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
        <Late>
          <RoomHeaderMenu
            room={room}
            anchor={menu}
            onPins={() => panels.toggle('pins')}
            onFiles={() => panels.toggle('files')}
            onSearch={search}
            onClose={() => setMenu(null)}
          />
        </Late>
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
