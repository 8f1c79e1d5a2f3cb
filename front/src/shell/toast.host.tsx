import { lazy, useEffect } from 'react'
import { useStore } from 'zustand/react'
import { useChat, useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { dropToasts, toasts } from './toasts'
import { Late } from '../ui/late'

const ToastList = lazy(() => import('./toast.list').then((m) => ({ default: m.ToastList })))

/** Sounds and notes about new messages. What makes them loads after the first screen. */
export function ToastHost() {
  const t = useText()
  const chat = useChat()
  const any = useStore(toasts, ({ shown }) => shown.length > 0)
  const openRoomId = useChatState((s) => s.openRoomId)
  useEffect(() => {
    let stop: (() => void) | null = null
    let ended = false
    void import('./alerts').then(({ startAlerts }) => {
      if (!ended) stop = startAlerts(chat)
    })
    return () => {
      ended = true
      stop?.()
      dropToasts(() => true)
    }
  }, [chat])
  useEffect(() => dropToasts((toast) => toast.roomId === openRoomId), [openRoomId])
  // The region stands before there is anything in it, or nobody would be told of what comes.
  return (
    <section className="toasts" aria-live="polite" aria-label={t('alerts.label')}>
      {any && (
        <Late>
          <ToastList />
        </Late>
      )}
    </section>
  )
}
