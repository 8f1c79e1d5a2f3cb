import { useEffect, useState } from 'react'

const PAUSE_MS = 200

export type Found<T> =
  { state: 'idle' | 'loading' | 'failed' } | { state: 'ready'; q: string; items: readonly T[] }

/** Searches while one types, after a short pause; a late answer never replaces a newer one. */
export function useSearch<T>(
  q: string,
  search: (q: string) => Promise<readonly T[]>,
  whenEmpty: boolean,
): Found<T> {
  const [found, setFound] = useState<Found<T>>({ state: 'idle' })
  const wanted = q.trim()
  useEffect(() => {
    if (wanted === '' && !whenEmpty) return setFound({ state: 'idle' })
    let current = true
    setFound((before) => (before.state === 'ready' ? before : { state: 'loading' }))
    const run = async () => {
      try {
        const items = await search(wanted)
        if (current) setFound({ state: 'ready', q: wanted, items })
      } catch {
        if (current) setFound({ state: 'failed' })
      }
    }
    const timer = setTimeout(() => void run(), wanted === '' ? 0 : PAUSE_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [wanted, search, whenEmpty])
  return found
}
