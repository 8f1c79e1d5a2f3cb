import './chat.css'
import type { Self } from '@papo/contract'
import { useEffect, useState } from 'react'
import { createChat } from './chat/chat'
import { ChatContext, useChatState } from './chat/use-chat'
import { ConnectionBanner } from './chat/connection.banner'
import { Notice } from './chat/notice'
import { useTitle } from './chat/use-title'
import { useText } from './preferences'
import { RoomView } from './room/room.view'
import { type Route, useRoute } from './route'
import { SettingsView } from './settings/settings.view'
import { Sidebar } from './sidebar/sidebar'
import { Blank } from './ui/blank'
import { ShellContext, useShellState } from './ui/shell'

export function ChatView({ self }: { self: Self }) {
  const [chat] = useState(() => createChat(self))
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
  const shell = useShellState(route)
  useTitle()
  return (
    <ShellContext value={shell}>
      <div className="shell" data-home={route.name === 'home'} data-drawer={shell.drawerOpen}>
        <Sidebar />
        <div className="shell-scrim" onClick={shell.closeDrawer} />
        <main className="shell-main">
          <ConnectionBanner />
          <Page route={route} />
        </main>
      </div>
    </ShellContext>
  )
}

function Page({ route }: { route: Route }) {
  if (route.name === 'settings') return <SettingsView />
  return route.name === 'room' ? <RoomView key={route.roomId} roomId={route.roomId} /> : <Home />
}

function Home() {
  const t = useText()
  const empty = useChatState((s) => s.roomsLoad === 'ready' && Object.keys(s.rooms).length === 0)
  return <Blank title={t(empty ? 'sidebar.noRooms' : 'room.pick.title')} text={t('room.pick.text')} />
}
