import type { JoinedRoom } from '@papo/contract'
import { lazy, useCallback, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import { goTo, hrefOf, type Panel, useRoute } from '../route'
import { Late } from '../ui/late'

const ThreadPanel = lazy(() => import('./thread.panel').then((m) => ({ default: m.ThreadPanel })))
const PinsPanel = lazy(() => import('./pins.panel').then((m) => ({ default: m.PinsPanel })))
const FilesPanel = lazy(() => import('../files/files.panel').then((m) => ({ default: m.FilesPanel })))
const MembersPanel = lazy(() => import('./members.panel').then((m) => ({ default: m.MembersPanel })))

/** What is open beside a room, as its address says. */
type Open = { thread: number } | { panel: Panel } | null
export type Panels = ReturnType<typeof usePanels>

/** Opens and closes what stands beside the room; the focus goes back to where it came from. */
export function usePanels(roomId: string) {
  const route = useRoute()
  const place = route.name === 'room' && route.roomId === roomId ? route : null
  const { thread, panel } = place ?? {}
  const open: Open = thread !== undefined ? { thread } : panel ? { panel } : null
  const bare = open === null
  const here = place ? hrefOf(place) : ''
  const opener = useRef<Element | null>(null)
  const [before, entered] = [useRef({ here: '', bare: false }), useRef(false)]
  // Before anything of the panel takes the focus.
  useLayoutEffect(() => {
    if (before.current.here === here) return
    entered.current = !bare && before.current.bare
    if (entered.current) opener.current = document.activeElement
    else if (bare && opener.current instanceof HTMLElement) opener.current.focus()
    before.current = { here, bare }
  }, [here, bare, before, entered])
  // Where one came from the room itself, Back leads there, and is not in the way again.
  const close = useCallback(
    () => (entered.current ? history.back() : goTo({ name: 'room', roomId }, 'replace')),
    [roomId, entered],
  )
  const toggle = (wanted: Panel) =>
    panel === wanted ? close() : goTo({ name: 'room', roomId, panel: wanted })
  return { open, panel, close, toggle, covers: useNarrow() && !bare }
}

export function PanelHost({ room, panels: { open, close } }: { room: JoinedRoom; panels: Panels }) {
  if (!open) return null
  return (
    <Late>
      {'thread' in open ? (
        <ThreadPanel key={open.thread} room={room} root={open.thread} onClose={close} />
      ) : open.panel === 'pins' ? (
        <PinsPanel room={room} onClose={close} />
      ) : open.panel === 'files' ? (
        <FilesPanel key={room.id} room={room} onClose={close} />
      ) : (
        <MembersPanel room={room} onClose={close} />
      )}
    </Late>
  )
}

const NARROW = '(max-width: 1040px)'

/** As in the stylesheet: there a panel lies over the room. */
function useNarrow(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const query = matchMedia(NARROW)
      query.addEventListener('change', onChange)
      return () => query.removeEventListener('change', onChange)
    },
    () => matchMedia(NARROW).matches,
  )
}
