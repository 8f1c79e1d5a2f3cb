import { useEffect, useSyncExternalStore } from 'react'
import type * as view from './markdown.view'

type Loaded = typeof view

let loaded: Loaded | null = null
let loading: Promise<void> | null = null
const waiting = new Set<() => void>()

/** The reader of Markdown, once it is here; asked for by the first text that needs it. */
export function useMarkdown(needed: boolean): Loaded | null {
  const now = useSyncExternalStore(subscribe, () => loaded)
  useEffect(() => {
    if (needed && !now) load()
  }, [needed, now])
  return needed ? now : null
}

function load(): void {
  loading ??= import('./markdown.view').then(
    (module) => {
      loaded = module
      for (const tell of waiting) tell()
    },
    // Without a connection it stays plain text, and the next message asks again.
    () => void (loading = null),
  )
}

function subscribe(tell: () => void): () => void {
  waiting.add(tell)
  return () => waiting.delete(tell)
}
