import { useSyncExternalStore } from 'react'

/** A hook that says whether a media query holds. The query is made once: it is asked whenever something is drawn. */
export function mediaHook(query: string): () => boolean {
  let made: MediaQueryList | undefined
  const list = () => (made ??= matchMedia(query))
  const subscribe = (then: () => void) => {
    list().addEventListener('change', then)
    return () => list().removeEventListener('change', then)
  }
  return () => useSyncExternalStore(subscribe, () => list().matches)
}
