import { useSyncExternalStore } from 'react'

const EVENTS = ['focus', 'blur'] as const

/** Whether a person can be looking at this page: it is visible and has the focus. */
export function useLooking(): boolean {
  return useSyncExternalStore(subscribe, () => document.visibilityState === 'visible' && document.hasFocus())
}

function subscribe(onChange: () => void): () => void {
  for (const event of EVENTS) addEventListener(event, onChange)
  document.addEventListener('visibilitychange', onChange)
  return () => {
    for (const event of EVENTS) removeEventListener(event, onChange)
    document.removeEventListener('visibilitychange', onChange)
  }
}
