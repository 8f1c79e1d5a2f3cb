import { useEffect, useState, useSyncExternalStore } from 'react'
import { useText } from '../preferences'
import { useChatState } from './use-chat'

/** Short breaks heal unseen. */
const QUIET_MS = 5_000
const BACK_SHOWN_MS = 2_500

/** Says nothing until a break has lasted a while, and then also that it is over. */
export function ConnectionBanner() {
  const t = useText()
  const online = useChatState((s) => s.link.state === 'online')
  const network = useSyncExternalStore(followNetwork, () => navigator.onLine)
  const [shown, setShown] = useState<'lost' | 'back' | null>(null)
  useEffect(() => {
    const step = online ? () => setShown(null) : () => setShown('lost')
    if (online) setShown((before) => (before === 'lost' ? 'back' : before))
    const timer = setTimeout(step, online ? BACK_SHOWN_MS : QUIET_MS)
    return () => clearTimeout(timer)
  }, [online])
  const state = shown === 'lost' && !network ? 'offline' : shown
  return (
    <div className="banner" role="status" data-shown={state ?? undefined}>
      {state && <p>{t(`connection.${state}`)}</p>}
    </div>
  )
}

function followNetwork(onChange: () => void): () => void {
  addEventListener('online', onChange)
  addEventListener('offline', onChange)
  return () => {
    removeEventListener('online', onChange)
    removeEventListener('offline', onChange)
  }
}
