import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Closer to the end than this counts as being there. */
const END_PX = 60
const EDGE_PX = 400

type Options = {
  /** The key of the first thing in the list: another one means that something came before it. */
  first: string | undefined
  /** Any change of it may have moved what is on the screen. */
  content: unknown
  onStart: () => void
}

/** Keeps a list that grows at both ends at its end, or else what is in sight where it is. */
export function useEnd(box: RefObject<HTMLElement | null>, { first, content, onStart }: Options) {
  const held = useRef({ atEnd: true, below: 0, first })
  const [atEnd, setAtEnd] = useState(true)

  const look = useCallback(() => {
    const element = box.current
    if (!element) return
    const below = element.scrollHeight - element.scrollTop - element.clientHeight
    held.current = { ...held.current, below, atEnd: below <= END_PX }
    setAtEnd(below <= END_PX)
    if (element.scrollTop < EDGE_PX) onStart()
  }, [box, onStart])

  const restore = useCallback(() => {
    const element = box.current
    if (element && held.current.atEnd) element.scrollTop = element.scrollHeight
  }, [box])

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const { below, first: before } = held.current
    if (before !== first && !held.current.atEnd)
      element.scrollTop = element.scrollHeight - element.clientHeight - below
    held.current.first = first
    restore()
    look()
  }, [box, first, content, restore, look])

  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      restore()
      look()
    })
    observer.observe(element)
    if (element.firstElementChild) observer.observe(element.firstElementChild)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [box, look, restore])

  const toEnd = useCallback(() => {
    held.current.atEnd = true
    restore()
    look()
  }, [look, restore])
  return { atEnd, toEnd }
}
