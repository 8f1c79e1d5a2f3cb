import { useEffect, useSyncExternalStore } from 'react'
import { goTo, type Route } from '../route'
import { mediaHook } from '../ui/media'

// The search stays beside the rooms that its hits lead to, until it is closed.
let kept = false
const listeners = new Set<() => void>()

function keep(next: boolean): void {
  if (kept === next) return
  kept = next
  for (const listener of listeners) listener()
}

/** From anywhere. Without a query it goes on with the last one, if it is still open. */
export function openSearch(query = ''): void {
  goTo({ name: 'search', q: query })
}

/** `roomId`: what one is looking at beside it. */
export function closeSearch(route: Route, roomId: string | null): void {
  keep(false)
  if (route.name !== 'search') return
  goTo(roomId === null ? { name: 'home' } : { name: 'room', roomId }, 'replace')
}

/** As in the stylesheet: else the search is a screen of its own. */
export const useWide = mediaHook('(min-width: 1041px)')

/** Whether the search is on the screen; on a wide one also beside a room. */
export function useSearchShown(route: Route, wide: boolean): boolean {
  const isKept = useSyncExternalStore(
    (onChange) => {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    () => kept,
  )
  const here = route.name === 'search'
  useEffect(() => {
    if (here && wide) keep(true)
  }, [here, wide])
  return here || (wide && isKept && route.name === 'room')
}
