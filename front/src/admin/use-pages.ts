import { useCallback, useEffect, useRef, useState } from 'react'

type Page<T> = { items: T[]; nextCursor?: string | undefined }
type Pages<T> = Page<T> & { state: 'loading' | 'failed' | 'ready' }

const PAUSE_MS = 200
const LOADING = { state: 'loading' as const, items: [] }

/** A list that is searched while one types and grows page by page; a late answer never replaces a newer one. */
export function usePages<T extends { id: string }>(
  q: string,
  load: (q: string, cursor?: string) => Promise<Page<T>>,
) {
  const [pages, setPages] = useState<Pages<T>>(LOADING)
  const asked = useRef(0)
  const fetch = useCallback(
    async (wanted: string, before: readonly T[], cursor?: string) => {
      const mine = ++asked.current
      try {
        const page = await load(wanted, cursor)
        if (mine !== asked.current) return
        setPages({ state: 'ready', items: [...before, ...page.items], nextCursor: page.nextCursor })
      } catch {
        if (mine === asked.current) setPages({ state: 'failed', items: [...before] })
      }
    },
    [load],
  )
  useEffect(() => {
    const timer = setTimeout(() => void fetch(q.trim(), []), q === '' ? 0 : PAUSE_MS)
    return () => clearTimeout(timer)
  }, [q, fetch])

  const replace = (item: T) =>
    setPages((now) => ({ ...now, items: now.items.map((old) => (old.id === item.id ? item : old)) }))
  const remove = (id: string) =>
    setPages((now) => ({ ...now, items: now.items.filter((item) => item.id !== id) }))
  const more = () => void fetch(q.trim(), pages.items, pages.nextCursor)
  return { ...pages, more, replace, remove }
}
