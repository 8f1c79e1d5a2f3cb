import { type MouseEvent, type PointerEvent, useRef, useState } from 'react'
import type { Anchor } from '../ui/menu'

const LONG_PRESS_MS = 450
const STILL_PX = 10

type Press = { timer: ReturnType<typeof setTimeout>; x: number; y: number; opened: boolean }

/** Where the menu of a thing is open: by a right click, by a finger that rests on it, or by its button. */
export function useMenuAt() {
  const [anchor, setAnchor] = useState<Anchor | null>(null)
  const press = useRef<Press | null>(null)
  const end = () => {
    if (press.current) clearTimeout(press.current.timer)
  }
  const handlers = {
    onContextMenu: (event: MouseEvent<HTMLElement>) => {
      if (event.shiftKey) return
      event.preventDefault()
      const byKey = event.clientX === 0 && event.clientY === 0
      if (!press.current?.opened)
        setAnchor(byKey ? event.currentTarget : { x: event.clientX, y: event.clientY })
    },
    onPointerDown: ({ pointerType, isPrimary, clientX: x, clientY: y }: PointerEvent<HTMLElement>) => {
      end()
      press.current = null
      if (pointerType === 'mouse' || !isPrimary) return
      const open = () => {
        if (press.current) press.current.opened = true
        setAnchor({ x, y })
      }
      press.current = { timer: setTimeout(open, LONG_PRESS_MS), x, y, opened: false }
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent<HTMLElement>) => {
      const { current } = press
      if (current && Math.hypot(clientX - current.x, clientY - current.y) > STILL_PX) end()
    },
    onPointerUp: end,
    onPointerCancel: end,
    /** Lifting the finger is no click. */
    onClickCapture: (event: MouseEvent) => {
      if (!press.current?.opened) return
      event.preventDefault()
      event.stopPropagation()
      press.current = null
    },
  }
  return { anchor, open: setAnchor, close: () => setAnchor(null), handlers }
}
