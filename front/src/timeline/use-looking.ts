import { createContext, useContext, useSyncExternalStore } from 'react'

const EVENTS = ['focus', 'blur'] as const

/** Something lies over what is within. */
export const CoveredContext = createContext(false)

/** Whether a person can be looking at this part of the page: it is visible and has the focus. */
export function useLooking(): boolean {
  const covered = useContext(CoveredContext)
  const looking = useSyncExternalStore(
    subscribe,
    () => document.visibilityState === 'visible' && document.hasFocus(),
  )
  return looking && !covered
}

function subscribe(onChange: () => void): () => void {
  for (const event of EVENTS) addEventListener(event, onChange)
  document.addEventListener('visibilitychange', onChange)
  return () => {
    for (const event of EVENTS) removeEventListener(event, onChange)
    document.removeEventListener('visibilitychange', onChange)
  }
}
