import { type PointerEvent, useRef } from 'react'

const FAR_PX = 56

/** A finger that moves to the left, and not up or down, puts a drawer back. */
export function useSwipe(onAway: () => void) {
  const from = useRef<{ x: number; y: number } | null>(null)
  return {
    onPointerDown: ({ pointerType, clientX: x, clientY: y }: PointerEvent) => {
      from.current = pointerType === 'mouse' ? null : { x, y }
    },
    onPointerUp: ({ clientX, clientY }: PointerEvent) => {
      if (!from.current) return
      const [away, aside] = [from.current.x - clientX, Math.abs(clientY - from.current.y)]
      from.current = null
      if (away > FAR_PX && away > aside * 2) onAway()
    },
    onPointerCancel: () => void (from.current = null),
  }
}
