import { useEffect } from 'react'
import { useChat } from '../chat/use-chat'

const AWAY_AFTER_MS = 10 * 60_000
const LOOK_MS = 30_000
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'visibilitychange'] as const

/** Whoever touches neither keys nor pointer for a while is away. */
export function useTouched(): void {
  const { presence } = useChat()
  useEffect(() => {
    let touchedAt = Date.now()
    const touch = () => {
      touchedAt = Date.now()
      presence.touched(true)
    }
    const timer = setInterval(() => {
      if (Date.now() - touchedAt > AWAY_AFTER_MS) presence.touched(false)
    }, LOOK_MS)
    for (const sign of SIGNS) document.addEventListener(sign, touch, { passive: true })
    return () => {
      clearInterval(timer)
      for (const sign of SIGNS) document.removeEventListener(sign, touch)
    }
  }, [presence])
}
