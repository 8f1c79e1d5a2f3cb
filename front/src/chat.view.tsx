import './chat.css'
import './chat.texts'
import type { Self } from '@papo/contract'
import { lazy, useEffect, useState } from 'react'
import { createChat } from './chat/chat'
import { ChatContext, useChatState } from './chat/use-chat'
import { ConnectionBanner } from './chat/connection.banner'
import { Notice } from './chat/notice'
import type { Kept } from './offline/shelf'
import { useKeeping } from './offline/use-keeping'
import { startRoom } from './chat/last-room'
import { ProfileHost } from './people/profile.host'
import { useText } from './preferences'
import { RoomDialogs } from './room-settings/room.dialogs'
import { RoomView } from './room/room.view'
import { goTo, type Route, useRoute } from './route'
import { SearchHost, useSearchPlace } from './search/search.host'
import { useBadge } from './shell/badge'
import { Overlays } from './shell/overlays'
import { ToastHost } from './shell/toast.host'
import { useShortcuts } from './shell/use-shortcuts'
import { useTouched } from './shell/use-touched'
import { useViewport } from './shell/use-viewport'
import { Sidebar } from './sidebar/sidebar'
import { Blank, ListBones } from './ui/blank'
import { isPhone, ShellContext, useShellState } from './ui/shell'
import { Late } from './ui/late'

const AdminView = lazy(() => import('./admin/admin.view').then((m) => ({ default: m.AdminView })))
const ContactsView = lazy(() => import('./contacts/contacts.view').then((m) => ({ default: m.ContactsView })))
const InviteView = lazy(() => import('./invite/invite.view').then((m) => ({ default: m.InviteView })))
const SettingsView = lazy(() => import('./settings/settings.view').then((m) => ({ default: m.SettingsView })))

type Props = { self: Self; kept?: Kept | undefined }

export function ChatView({ self, kept }: Props) {
  const [chat] = useState(() => createChat(self, kept))
  useEffect(() => chat.start(), [chat])
  return (
    <ChatContext value={chat}>
      <Layout />
      <Notice />
    </ChatContext>
  )
}

/** Two columns; on a phone the list is the first screen, and a drawer over every other. */
function Layout() {
  const route = useRoute()
  const shell = useShellState()
  const search = useSearchPlace(route)
  useBadge()
  useShortcuts()
  useTouched()
  useKeeping()
  useViewport()
  return (
    <ShellContext value={shell}>
      <div
        className="shell"
        data-home={route.name === 'home'}
        data-drawer={shell.drawerOpen}
        data-search={search.shown}
      >
        <Sidebar />
        <div className="shell-scrim" onClick={shell.closeDrawer} />
        <SearchHost route={route} place={search} />
        <main className="shell-main" inert={shell.drawerOpen} hidden={search.alone}>
          <ConnectionBanner />
          {!search.alone && <Page route={route} besideRoomId={search.besideRoomId} />}
        </main>
      </div>
      <Overlays />
      <RoomDialogs />
      <ToastHost />
      <ProfileHost />
    </ShellContext>
  )
}

function Page({ route, besideRoomId }: { route: Route; besideRoomId: string | null }) {
  if (route.name === 'admin')
    return (
      <Late fallback={<ListBones count={6} />}>
        <AdminView part={route.part} />
      </Late>
    )
  if (route.name === 'settings')
    return (
      <Late fallback={<ListBones count={6} />}>
        <SettingsView part={route.part} />
      </Late>
    )
  if (route.name === 'contacts')
    return (
      <Late fallback={<ListBones count={6} />}>
        <ContactsView />
      </Late>
    )
  if (route.name === 'invite')
    return (
      <Late fallback={<ListBones count={4} />}>
        <InviteView key={route.code} code={route.code} />
      </Late>
    )
  const roomId = route.name === 'room' ? route.roomId : route.name === 'search' ? besideRoomId : null
  if (roomId !== null) return <RoomView key={roomId} roomId={roomId} />
  return route.name === 'search' ? null : <Home />
}

/** A wide screen never starts empty: it shows the conversation that was open last, or else the latest. */
function Home() {
  const t = useText()
  const ready = useChatState((s) => s.roomsLoad === 'ready')
  const start = useChatState((s) => (s.roomsLoad === 'ready' ? startRoom(s) : null))
  useEffect(() => {
    if (start && !isPhone()) goTo({ name: 'room', roomId: start }, 'replace')
  }, [start])
  if (!ready || start) return null
  return <Blank title={t('sidebar.noRooms')} text={t('room.pick.text')} />
}
