import { type FocusEvent, type PointerEvent, useState } from 'react'

/** Whether the pointer or the focus is on an element: its tools are drawn only then. */
export function useAttention() {
  const [hovered, setHovered] = useState(false)
  const [focused, setFocused] = useState(false)
  const handlers = {
    // A finger does not hover, and has the menu; what it touches takes the focus all the same.
    onPointerEnter: (event: PointerEvent<HTMLElement>) => setHovered(event.pointerType === 'mouse'),
    onPointerLeave: () => setHovered(false),
    onFocus: (event: FocusEvent<HTMLElement>) => setFocused(event.target.matches(':focus-visible')),
    onBlur: (event: FocusEvent<HTMLElement>) => setFocused(event.currentTarget.contains(event.relatedTarget)),
  }
  return { held: hovered || focused, handlers }
}
