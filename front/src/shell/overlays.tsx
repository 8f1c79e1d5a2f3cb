import { lazy, useEffect } from 'react'
import { useStore } from 'zustand/react'
import { closeOverlay, overlay } from './overlay'
import { Late } from '../ui/late'

const Switcher = lazy(() => import('./switcher').then((m) => ({ default: m.Switcher })))
const HelpDialog = lazy(() => import('./help.dialog').then((m) => ({ default: m.HelpDialog })))
const BrowseDialog = lazy(() => import('../sidebar/browse.dialog').then((m) => ({ default: m.BrowseDialog })))
const ConversationDialog = lazy(() =>
  import('../people/conversation.dialog').then((m) => ({ default: m.ConversationDialog })),
)

/** What lies over the app; each of them loads when it is opened. */
export function Overlays() {
  const open = useStore(overlay, (s) => s.open)
  useEffect(() => closeOverlay, [])
  return (
    <Late>
      {open === 'switcher' && <Switcher onClose={closeOverlay} />}
      {open === 'help' && <HelpDialog onClose={closeOverlay} />}
      {open === 'people' && <ConversationDialog onClose={closeOverlay} />}
      {(open === 'browse' || open === 'create') && (
        <BrowseDialog creating={open === 'create'} onClose={closeOverlay} />
      )}
    </Late>
  )
}
