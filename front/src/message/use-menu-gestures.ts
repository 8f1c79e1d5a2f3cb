import { type MouseEvent, type PointerEvent, useRef } from 'react'
import type { Row } from '../timeline/rows'
import { isAlive, type MessageActs } from './use-message-acts'

const LONG_PRESS_MS = 450
const STILL_PX = 10

type Press = { readonly timer: ReturnType<typeof setTimeout>; readonly x: number; readonly y: number }

/** A right click, or a finger that rests, opens the menu of a message. */
export function useMenuGestures(rows: readonly Row[], acts: MessageActs) {
  const press = useRef<Press | null>(null)
  const messageAt = (target: EventTarget) => {
    const key = target instanceof Element && target.closest<HTMLElement>('[data-row]')?.dataset.row
    const message = rows.find((row) => row.key === key)?.message
    return message && isAlive(message) ? message : null
  }
  const end = () => {
    if (press.current) clearTimeout(press.current.timer)
    press.current = null
  }
  return {
    onContextMenu: (event: MouseEvent<HTMLElement>) => {
      const message = hasOwnMenu(event) ? null : messageAt(event.target)
      if (!message) return
      event.preventDefault()
      // A finger has opened it already, or will.
      if (!press.current) acts.openMenu(message, { x: event.clientX, y: event.clientY })
    },
    onPointerDown: ({
      target,
      pointerType,
      isPrimary,
      clientX: x,
      clientY: y,
    }: PointerEvent<HTMLElement>) => {
      end()
      const message = pointerType === 'mouse' || !isPrimary ? null : messageAt(target)
      if (!message) return
      const open = () => {
        swallowClick()
        acts.openMenu(message, { x, y })
      }
      press.current = { timer: setTimeout(open, LONG_PRESS_MS), x, y }
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent<HTMLElement>) => {
      if (!press.current) return
      if (Math.hypot(clientX - press.current.x, clientY - press.current.y) > STILL_PX) end()
    },
    onPointerUp: end,
    onPointerCancel: end,
    onScrollCapture: end,
  }
}

/** The browser's own menu is better where there is a link, a picture or a selection. */
function hasOwnMenu({ target, shiftKey }: MouseEvent): boolean {
  if (shiftKey || !getSelection()?.isCollapsed) return true
  return target instanceof Element && target.closest('a, img, input, textarea') !== null
}

/** Lifting the finger is no click on what now lies under it. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.preventDefault()
    event.stopPropagation()
  }
  const stop = () => setTimeout(() => removeEventListener('click', swallow, true), 50)
  addEventListener('click', swallow, true)
  addEventListener('pointerup', stop, { once: true })
  addEventListener('pointercancel', stop, { once: true })
}
