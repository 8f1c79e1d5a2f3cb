import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { VirtualizerHandle } from 'virtua'
import type { Row } from './rows'
import type { Step } from './steps'

/** Closer to the end than this counts as being there. */
const END_PX = 60
/** More history is asked for before its edge comes into sight. */
const EDGE_PX = 2_000
/** What scrolls sooner than this after a correction may be its echo. */
const SETTLED_MS = 250

/** What is held in sight until someone scrolls: the end, or a message in the upper part of the screen. */
export type Place = 'end' | { readonly seq: number }

type Options = {
  step: Step<Row>
  /** What is shown reaches the end of the room. */
  attached: boolean
  /** Where to begin; null while the messages are on their way. */
  opening: Place | null
  onEdge: (side: 'older' | 'newer') => void
}
export type TimelineScroll = ReturnType<typeof useTimelineScroll>

/** Where a timeline stands. The virtual list keeps it still; this holds it at the end or at a message. */
export function useTimelineScroll({ step, attached, opening, onEdge }: Options) {
  const box = useRef<HTMLDivElement>(null)
  const list = useRef<VirtualizerHandle>(null)
  const place = useRef<Place | null>(null)
  const rows = useRef(step.items)
  const shown = useRef(-1)
  const heldAt = useRef(0)
  const [atEnd, setAtEnd] = useState(false)
  const [topDay, setTopDay] = useState<string | null>(null)

  const hold = useCallback(() => {
    const [element, handle, held] = [box.current, list.current, place.current]
    if (!element || !handle || held === null) return
    const before = element.scrollTop
    element.scrollTop = held === 'end' ? element.scrollHeight : topFor(held.seq, rows.current, handle)
    if (element.scrollTop !== before) heldAt.current = performance.now()
  }, [])

  const look = useCallback(() => {
    const [element, handle] = [box.current, list.current]
    if (!element || !handle || shown.current === -1) return
    const { scrollTop, clientHeight, scrollHeight } = element
    const below = scrollHeight - scrollTop - clientHeight
    const end = below <= END_PX && attached
    const settled = performance.now() - heldAt.current > SETTLED_MS
    if (settled || place.current === null) place.current = end ? 'end' : null
    setAtEnd(end)
    setTopDay(dayAt(rows.current, rowAt(handle, scrollTop)))
    if (scrollTop < EDGE_PX) onEdge('older')
    if (below < EDGE_PX) onEdge('newer')
  }, [attached, onEdge])

  useLayoutEffect(() => {
    rows.current = step.items
    if (opening === null) return
    if (shown.current !== step.generation) place.current ??= opening
    shown.current = step.generation
    hold()
    look()
  }, [step, opening, hold, look])

  const go = useCallback(
    (to: Place) => {
      place.current = to
      heldAt.current = performance.now()
      hold()
      look()
    },
    [hold, look],
  )
  useRelease(box, () => {
    place.current = null
    heldAt.current = 0
    look()
  })
  return {
    box,
    list,
    atEnd,
    topDay,
    onScroll: look,
    onResize: useCallback(() => {
      hold()
      look()
    }, [hold, look]),
    toEnd: useCallback(() => go('end'), [go]),
    toSeq: useCallback((seq: number) => go({ seq }), [go]),
    /** The seq of what is at the top of the screen. */
    seqInSight: useCallback(() => {
      const [element, handle] = [box.current, list.current]
      return (element && handle && rows.current[rowAt(handle, element.scrollTop)]?.message.seq) ?? 0
    }, []),
  }
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

/** The first item of the list is no row: it stands for what is before the first message. */
const rowAt = (handle: VirtualizerHandle, offset: number) => Math.max(0, handle.findItemIndex(offset) - 1)

function topFor(seq: number, rows: readonly Row[], handle: VirtualizerHandle): number {
  const found = rows.findIndex(({ message }) => message.seq >= seq || message.seq === 0)
  const item = 1 + (found === -1 ? rows.length - 1 : found)
  return handle.getItemOffset(item) - handle.viewportSize / 4
}

function dayAt(rows: readonly Row[], at: number): string | null {
  for (let i = at; i >= 0; i--) {
    const day = rows[i]?.day
    if (day) return day
  }
  return null
}
