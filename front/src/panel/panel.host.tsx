import type { JoinedRoom } from '@papo/contract'
import { lazy, memo, useCallback, useLayoutEffect, useMemo, useRef } from 'react'
import { goTo, hrefOf, type Panel, useRoute } from '../route'
import { Late } from '../ui/late'
import { mediaHook } from '../ui/media'

const ThreadPanel = lazy(() => import('./thread.panel').then((m) => ({ default: m.ThreadPanel })))
const PinsPanel = lazy(() => import('./pins.panel').then((m) => ({ default: m.PinsPanel })))
const FilesPanel = lazy(() => import('../files/files.panel').then((m) => ({ default: m.FilesPanel })))
const MembersPanel = lazy(() => import('./members.panel').then((m) => ({ default: m.MembersPanel })))

export type Panels = ReturnType<typeof usePanels>

/** Opens and closes what stands beside the room, as its address says; the focus goes back to where it came from. */
export function usePanels(roomId: string) {
  const route = useRoute()
  const place = route.name === 'room' && route.roomId === roomId ? route : null
  const { thread, panel } = place ?? {}
  const bare = thread === undefined && !panel
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
  const toggle = useCallback(
    (wanted: Panel) => (panel === wanted ? close() : goTo({ name: 'room', roomId, panel: wanted })),
    [panel, close, roomId],
  )
  const covers = useNarrow() && !bare
  return useMemo(() => ({ thread, panel, close, toggle, covers }), [thread, panel, close, toggle, covers])
}

type Props = { room: JoinedRoom; panels: Panels }

export const PanelHost = memo(function PanelHost({ room, panels }: Props) {
  const { thread, panel, close } = panels
  if (thread === undefined && !panel) return null
  return (
    <Late>
      {thread !== undefined ? (
        <ThreadPanel key={thread} room={room} root={thread} onClose={close} />
      ) : panel === 'pins' ? (
        <PinsPanel room={room} onClose={close} />
      ) : panel === 'files' ? (
        <FilesPanel key={room.id} room={room} onClose={close} />
      ) : (
        <MembersPanel room={room} onClose={close} />
      )}
    </Late>
  )
})

/** As in the stylesheet: there a panel lies over the room. */
const useNarrow = mediaHook('(max-width: 1040px)')
