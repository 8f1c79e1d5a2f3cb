import { useCallback, useEffect, useState } from 'react'

export type Loaded<T> = T | 'loading' | 'failed'

/** What `load` brings, once; it can be set, and asked for again. */
export function useLoaded<T>(load: () => Promise<T>) {
  const [value, set] = useState<Loaded<T>>('loading')
  const reload = useCallback(async () => {
    try {
      set(await load())
    } catch {
      set('failed')
    }
  }, [load])
  useEffect(() => void reload(), [reload])
  return { value, set, reload }
}
