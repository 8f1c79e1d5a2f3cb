import { useEffect } from 'react'
import { useChat } from '../chat/use-chat'

const isPhone = () => matchMedia('(pointer: coarse)').matches
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
      // A phone in a pocket: its page sleeps at once, and shows nothing by itself.
      presence.touched(document.visibilityState === 'visible' || !isPhone())
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
