import { useEffect } from 'react'
import { useChat } from '../chat/use-chat'

/** What one sees is kept for a time without a server; the part that does it loads after the first screen. */
export function useKeeping(): void {
  const { store } = useChat()
  useEffect(() => {
    let stop: (() => void) | null = null
    let ended = false
    void import('./keeper').then(({ startKeeping }) => {
      if (!ended) stop = startKeeping(store)
    })
    return () => {
      ended = true
      stop?.()
    }
  }, [store])
}
