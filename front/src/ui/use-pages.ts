import { useCallback, useEffect, useRef, useState } from 'react'

type Page<T> = { items: readonly T[]; nextCursor?: string | undefined }
type Loaded<T> = { items: readonly T[] | null; next: string | undefined; failed: boolean }
const NOTHING = { items: null, next: undefined, failed: false }

export type Pages<T> = ReturnType<typeof usePages<T>>

/**
 * A list that comes a page at a time; a late answer never replaces a newer one. Another `fetchPage` or `version`
 * begins it anew.
 */
export function usePages<T>(fetchPage: (cursor?: string) => Promise<Page<T>>, version = 0) {
  const [loaded, setLoaded] = useState<Loaded<T>>(NOTHING)
  const asked = useRef(0)
  const load = useCallback(
    async (cursor?: string) => {
      const mine = ++asked.current
      try {
        const { items, nextCursor: next } = await fetchPage(cursor)
        if (mine !== asked.current) return
        setLoaded((before) => ({
          items: cursor === undefined ? items : [...(before.items ?? []), ...items],
          next,
          failed: false,
        }))
      } catch {
        if (mine === asked.current) setLoaded((before) => ({ ...before, failed: true }))
      }
    },
    [fetchPage],
  )
  useEffect(() => void load(), [load, version])
  const { items, next, failed } = loaded
  return {
    items,
    /** The last page that was asked for did not come; what came before it stays. */
    failed,
    more: next === undefined ? undefined : () => void load(next),
    reload: () => void load(),
    change: (how: (items: readonly T[]) => readonly T[]) =>
      setLoaded((before) => ({ ...before, items: how(before.items ?? []) })),
  }
}
