import './sidebar.css'
import { Search, X } from 'lucide-react'
import { lazy, useMemo } from 'react'
import { useChat, useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { useRoute } from '../route'
import { openOverlay } from '../shell/overlay'
import { keysText, SHORTCUTS } from '../shell/shortcuts'
import { Blank, ListBones } from '../ui/blank'
import { Icon, Logo } from '../ui/icon'
import { useShell } from '../ui/shell'
import { NewVersion } from './new-version'
import { OthersUnsent } from './others-unsent'
import { Section } from './section'
import { sectionsOf } from './sections'
import { SelfBar } from './self.bar'
import { useClosed } from './use-closed'
import { useSwipe } from './use-swipe'
import { Late } from '../ui/late'

const FirstSteps = lazy(() => import('./first-steps').then((m) => ({ default: m.FirstSteps })))

export function Sidebar() {
  const t = useText()
  const { closeDrawer } = useShell()
  const swipe = useSwipe(closeDrawer)
  return (
    <nav className="sidebar" aria-label={t('sidebar.label')} {...swipe}>
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
      <QuickFind />
      <div className="sidebar-lists">
        <RoomLists />
      </div>
      <OthersUnsent />
      <NewVersion />
      <SelfBar />
    </nav>
  )
}

function QuickFind() {
  const t = useText()
  return (
    <button
      type="button"
      className="quick-find"
      aria-haspopup="dialog"
      onClick={() => openOverlay('switcher')}
    >
      <Icon of={Search} small />
      <span>{t('sidebar.find')}</span>
      <kbd aria-hidden="true">{keysText(SHORTCUTS.switcher)}</kbd>
    </button>
  )
}

function RoomLists() {
  const t = useText()
  const { listRooms } = useChat()
  const route = useRoute()
  const load = useChatState((s) => s.roomsLoad)
  const rooms = useChatState((s) => s.rooms)
  const [closed, toggle] = useClosed()
  const all = useMemo(() => Object.values(rooms).map((r) => r.room), [rooms])
  const sections = useMemo(() => sectionsOf(all), [all])
  // What is searched stands beside the room that was open.
  const beside = useChatState((s) => s.openRoomId)
  const current = route.name === 'room' ? route.roomId : route.name === 'search' ? beside : null
  if (load === 'loading' && all.length === 0) return <ListBones count={9} />
  if (load === 'failed')
    return (
      <Blank text={t('sidebar.failed')} role="alert">
        <button type="button" className="button" data-kind="quiet" onClick={() => void listRooms()}>
          {t('app.retry')}
        </button>
      </Blank>
    )
  const shared = { current, closed, onToggle: toggle }
  const alone = all.every((room) => room.memberCount <= 1)
  return (
    <>
      {sections.pinned.length > 0 && <Section name="pinned" rooms={sections.pinned} {...shared} />}
      <Section
        name="rooms"
        rooms={sections.rooms}
        add={{ label: t('sidebar.browse'), run: () => openOverlay('browse') }}
        empty={t('sidebar.noRooms.action')}
        {...shared}
      />
      <Section
        name="direct"
        rooms={sections.direct}
        add={{ label: t('sidebar.newDirect'), run: () => openOverlay('people') }}
        empty={t('sidebar.noDirect')}
        {...shared}
      />
      {alone && (
        <Late>
          <FirstSteps rooms={all} />
        </Late>
      )}
    </>
  )
}
