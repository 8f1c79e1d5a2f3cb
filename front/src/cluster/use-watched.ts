import { useCallback, useEffect, useRef, useState } from 'react'

const EVERY_MS = 2_000

type Watched<T> = { value: T | null; failed: boolean }

/** What `load` brings, again and again while somebody can see it. The last that came stays when the next does not. */
export function useWatched<T>(load: () => Promise<T>) {
  const [watched, set] = useState<Watched<T>>({ value: null, failed: false })
  const asked = useRef(0)
  const reload = useCallback(async () => {
    const mine = ++asked.current
    try {
      const value = await load()
      if (mine === asked.current) set({ value, failed: false })
    } catch {
      if (mine === asked.current) set(({ value }) => ({ value, failed: true }))
    }
  }, [load])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let over = false
    const turn = async () => {
      clearTimeout(timer)
      if (document.hidden) return
      await reload()
      if (!over) timer = setTimeout(() => void turn(), EVERY_MS)
    }
    const onVisibility = () => void turn()
    void turn()
    document.addEventListener('visibilitychange', onVisibility)
    return () => {
      over = true
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', onVisibility)
    }
  }, [reload])
  return { ...watched, reload }
}
