import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** Closer to the end than this counts as being there. */
const END_PX = 60
/** More history is asked for before its edge comes into sight. */
const EDGE_PX = 800

/** What stays where it is while things around it change: the end, or a row at its distance from the top. */
type Anchor = 'end' | { element: Element; top: number }

type Options = {
  /** Any change of it may have moved what is on the screen. */
  content: unknown
  ready: boolean
  /** What is shown reaches the end of the room. */
  attached: boolean
  onEdge: (side: 'older' | 'newer') => void
}
export type TimelineScroll = {
  box: RefObject<HTMLDivElement | null>
  atEnd: boolean
  toEnd: () => void
  /** Scrolls to the message of this seq; false if it is not there. */
  toSeq: (seq: number) => boolean
}

/** Keeps a timeline still while messages come at either side or change their height. */
export function useTimelineScroll({ content, ready, attached, onEdge }: Options): TimelineScroll {
  const box = useRef<HTMLDivElement>(null)
  const anchor = useRef<Anchor>('end')
  const wasReady = useRef(false)
  const opened = useRef(false)
  const [atEnd, setAtEnd] = useState(false)

  const look = useCallback(() => {
    const element = box.current
    if (!element || !wasReady.current) return
    const below = element.scrollHeight - element.scrollTop - element.clientHeight
    const end = below <= END_PX && attached
    anchor.current = end ? 'end' : (firstVisible(element) ?? anchor.current)
    setAtEnd(end)
    if (element.scrollTop < EDGE_PX) onEdge('older')
    if (below < EDGE_PX) onEdge('newer')
  }, [attached, onEdge])

  const restore = useCallback(() => {
    const element = box.current
    if (!element || !wasReady.current) return
    if (anchor.current === 'end') element.scrollTop = element.scrollHeight
    else if (anchor.current.element.isConnected)
      element.scrollTop += topIn(element, anchor.current.element) - anchor.current.top
  }, [])

  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    if (ready && !wasReady.current) {
      anchor.current = (opened.current ? null : atUnreadLine(element)) ?? 'end'
      opened.current = true
    }
    wasReady.current = ready
    restore()
    look()
  }, [content, ready, restore, look])

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
  }, [look, restore])

  const toEnd = useCallback(() => {
    anchor.current = 'end'
    restore()
    look()
  }, [look, restore])

  const toSeq = useCallback(
    (seq: number) => {
      const element = box.current
      const target = element?.querySelector(`[data-seq="${seq}"]`)
      if (!element || !target) return false
      anchor.current = { element: target, top: element.clientHeight / 3 }
      restore()
      look()
      return true
    },
    [look, restore],
  )

  return { box, atEnd, toEnd, toSeq }
}

function firstVisible(box: HTMLElement): Anchor | null {
  for (const element of box.querySelectorAll('[data-row]')) {
    const top = topIn(box, element)
    if (top + element.clientHeight > 0) return { element, top }
  }
  return null
}

/** The unread line opens in the upper part of the screen, with a little of what was read above it. */
function atUnreadLine(box: HTMLElement): Anchor | null {
  const element = box.querySelector('[data-unread-line]')
  return element && { element, top: box.clientHeight / 4 }
}

function topIn(box: HTMLElement, element: Element): number {
  return element.getBoundingClientRect().top - box.getBoundingClientRect().top
}
