import { lazy, useState } from 'react'
import { startRoom } from '../chat/last-room'
import { useChatState } from '../chat/use-chat'
import type { Route } from '../route'
import { useSearchShown, useWide } from './open'
import { Late } from '../ui/late'

const SearchPanel = lazy(() => import('./search.panel').then((m) => ({ default: m.SearchPanel })))

/** Whether the search is shown, and the room that is shown beside it; none where it has the screen for itself. */
export function useSearchPlace(route: Route) {
  const wide = useWide()
  const shown = useSearchShown(route, wide)
  const [last, setLast] = useState<string | null>(null)
  if (route.name === 'room' && route.roomId !== last) setLast(route.roomId)
  const start = useChatState((s) => (shown && s.roomsLoad === 'ready' ? startRoom(s) : null))
  return { shown, alone: shown && !wide, besideRoomId: wide ? (last ?? start) : null }
}

type Props = { route: Route; place: ReturnType<typeof useSearchPlace> }

export function SearchHost({ route, place }: Props) {
  if (!place.shown) return null
  return (
    <Late fallback={<div />}>
      <SearchPanel route={route} besideRoomId={place.besideRoomId} />
    </Late>
  )
}
