import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { VirtualizerHandle } from 'virtua'
import type { Row } from './rows'
import {
  type Anchor,
  anchorIn,
  dayIn,
  END_PX,
  type Ground,
  isMoved,
  keepAnchor,
  type Place,
  topFor,
} from './place'
import type { Step } from './steps'

/** More history is asked for before its edge comes into sight. */
const EDGE_PX = 2_000
/** So long a message is held where it was to be; from then on it is like any other. */
const SETTLED_MS = 300

type Options = {
  step: Step<Row>
  /** What is shown reaches the end of the room. */
  attached: boolean
  /** Where to begin; null while the messages are on their way. */
  opening: Place | null
  onEdge: (side: 'older' | 'newer') => void
}
type Settling = { readonly place: Place; readonly timer: ReturnType<typeof setTimeout> }
export type TimelineScroll = ReturnType<typeof useTimelineScroll>

/** Where a timeline stands. The virtual list keeps it still; this holds it at the end or at a message. */
export function useTimelineScroll({ step, attached, opening, onEdge }: Options) {
  const { box, list, ground, shown } = useGround(step)
  const place = useRef<Place | null>(null)
  const size = useRef('')
  const anchor = useRef<Anchor | null>(null)
  const generation = useRef(-1)
  const settling = useRef<Settling | null>(null)
  const ended = useRef(false)
  const [atEnd, setAtEnd] = useState(false)
  const [topDay, setTopDay] = useState<string | null>(null)

  const look = useCallback(() => {
    const on = ground()
    if (!on || generation.current === -1) return
    const { scrollTop, clientHeight, scrollHeight } = on.box
    const below = scrollHeight - scrollTop - clientHeight
    const end = below <= END_PX && attached
    // When the box or what is in it has just changed its size, the end is out of sight until it is held again.
    const moved = size.current === sizeOf(on) && isMoved(place.current, on)
    if (moved || place.current === null) place.current = end ? 'end' : null
    anchor.current = anchorIn(on)
    ended.current = end
    setAtEnd(end)
    setTopDay(dayIn(on))
    if (scrollTop < EDGE_PX) onEdge('older')
    if (below < EDGE_PX) onEdge('newer')
  }, [attached, onEdge, ground])

  const hold = useCallback(() => {
    const [on, held] = [ground(), place.current]
    if (!on) return
    size.current = sizeOf(on)
    if (held === null) keepAnchor(anchor.current, on)
    else on.box.scrollTop = topFor(held, on)
    look()
    if (held === null || held === 'end' || settling.current?.place === held) return
    clearTimeout(settling.current?.timer)
    const settled = () => {
      if (place.current === held) place.current = null
      look()
    }
    settling.current = { place: held, timer: setTimeout(settled, SETTLED_MS) }
  }, [ground, look])
  useEffect(() => () => clearTimeout(settling.current?.timer), [])
  useGrowth(
    box,
    useCallback(() => void (place.current !== null && hold()), [hold]),
  )

  // Someone may have scrolled since the last event, and has not been heard of yet.
  const now = ground()
  if (now && shown.current !== step.items) anchor.current = anchorIn(now)
  useLayoutEffect(() => {
    const grew = shown.current.at(-1)?.key !== step.items.at(-1)?.key
    shown.current = step.items
    if (opening === null) return
    if (generation.current !== step.generation) place.current ??= opening
    // Whoever was led to a message at the end follows the talk from there.
    else if (place.current !== null && ended.current && grew) place.current = 'end'
    generation.current = step.generation
    hold()
  }, [shown, step, opening, hold])

  const go = useCallback(
    (to: Place) => {
      place.current = to
      hold()
    },
    [hold],
  )
  useRelease(box, () => {
    place.current = null
    const on = ground()
    // A press may come before word of the scroll that led to it. The list, which is asked to keep fewer rows on leaving
    // the end, would take away those in sight until it has heard: with them what was pressed, and the click.
    if (on && Math.abs(on.handle.scrollOffset - on.box.scrollTop) > 1) requestAnimationFrame(look)
    else look()
  })
  return { box, list, ground, atEnd, topDay, onScroll: look, onResize: hold, go }
}

const sizeOf = ({ box }: Ground): string => `${box.clientHeight} ${box.scrollHeight}`

/** The elements, and the rows that are on them. */
function useGround({ items }: Step<Row>) {
  const box = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const shown = useRef(items)
  const ground = useCallback((): Ground | null => {
    const [element, handle] = [box.current, list.current]
    return element && handle && { box: element, rows: shown.current, handle }
  }, [])
  return { box, list, ground, shown }
}

/** The list tells of new heights before they are on the page: this is called once they are, and not yet painted. */
function useGrowth(box: RefObject<HTMLDivElement | null>, onGrowth: () => void): void {
  useEffect(() => {
    const content = box.current?.firstElementChild
    if (!content) return
    const observer = new ResizeObserver(onGrowth)
    observer.observe(content)
    return () => observer.disconnect()
  }, [box, onGrowth])
}

/** Whoever moves, by whatever means, is not held back. */
function useRelease(box: RefObject<HTMLDivElement | null>, release: () => void): void {
  const latest = useRef(release)
  useLayoutEffect(() => void (latest.current = release))
  useEffect(() => {
    const element = box.current
    const events = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const
    const onMove = () => latest.current()
    for (const event of events) element?.addEventListener(event, onMove, { passive: true })
    return () => {
      for (const event of events) element?.removeEventListener(event, onMove)
    }
  }, [box])
}
