import {
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { fitInto, type Point, type Size, WHOLE, within, type Zoom, zoomAt } from './zoom'

const DOUBLE_FACTOR = 2.5
const SWIPE_PX = 60
const MIDDLE = { x: 0, y: 0 }

type Ways = { onNext: () => void; onBefore: () => void; onClose: () => void }
export type ZoomHold = ReturnType<typeof useZoom>

/** Keys, wheel, two fingers and dragging: how large a picture is seen, and which part of it. */
export function useZoom(picture: Size, ways: Ways) {
  const stage = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState<Size>({ width: innerWidth, height: innerHeight })
  const [now, setNow] = useState<Zoom>(WHOLE)
  const fit = fitInto(picture, room)
  const [of, setOf] = useState(picture)
  if (of !== picture) {
    setOf(picture)
    setNow(WHOLE)
  }
  useSizeOf(stage, picture, setRoom)
  const change = useCallback(
    (how: (zoom: Zoom) => Zoom) => setNow((zoom) => within(how(zoom), fitInto(picture, room), room)),
    [picture, room],
  )
  const by = useCallback(
    (factor: number, at: Point = MIDDLE) => change((z) => zoomAt(z, factor, at)),
    [change],
  )
  useWheel(stage, picture, by)
  const pointers = usePointers({ stage, now, change, by, ways })
  return {
    now,
    fit,
    stage,
    by: (factor: number) => by(factor),
    whole: () => setNow(WHOLE),
    handlers: {
      ...pointers,
      onDoubleClick: (event: MouseEvent) => {
        if (now.scale > 1) setNow(WHOLE)
        else by(DOUBLE_FACTOR, fromMiddle(stage.current, event))
      },
    },
  }
}

type Stage = RefObject<HTMLElement | null>

function useSizeOf(stage: Stage, picture: Size, onSize: (size: Size) => void): void {
  useLayoutEffect(() => {
    const element = stage.current
    if (!element) return
    const measure = () => onSize({ width: element.clientWidth, height: element.clientHeight })
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [stage, picture, onSize])
}

/** React's own listener could not keep the browser from enlarging the page. */
function useWheel(stage: Stage, picture: Size, by: (factor: number, at: Point) => void): void {
  useEffect(() => {
    const element = stage.current
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      by(Math.exp(-event.deltaY / 300), fromMiddle(element, event))
    }
    element?.addEventListener('wheel', onWheel, { passive: false })
    return () => element?.removeEventListener('wheel', onWheel)
  }, [stage, picture, by])
}

type Pointing = {
  stage: Stage
  now: Zoom
  change: (how: (zoom: Zoom) => Zoom) => void
  by: (factor: number, at: Point) => void
  ways: Ways
}

function usePointers({ stage, now, change, by, ways }: Pointing) {
  const held = useRef(new Map<number, Point>())
  const start = useRef<Point | null>(null)
  const end = (event: PointerEvent) => {
    const from = start.current
    held.current.delete(event.pointerId)
    start.current = null
    if (!from || event.type === 'pointercancel' || event.pointerType === 'mouse' || now.scale > 1) return
    swiped({ x: event.clientX - from.x, y: event.clientY - from.y }, ways)
  }
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId)
      held.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
      start.current = held.current.size === 1 ? { x: event.clientX, y: event.clientY } : null
    },
    onPointerMove: (event: PointerEvent) => {
      const before = held.current.get(event.pointerId)
      if (!before) return
      const here = { x: event.clientX, y: event.clientY }
      const other = [...held.current].find(([id]) => id !== event.pointerId)?.[1]
      held.current.set(event.pointerId, here)
      if (other) by(distance(here, other) / Math.max(1, distance(before, other)), between(stage, here, other))
      else if (now.scale > 1)
        change((zoom) => ({ ...zoom, x: zoom.x + here.x - before.x, y: zoom.y + here.y - before.y }))
    },
    onPointerUp: end,
    onPointerCancel: end,
  }
}

/** A finger that moves a whole picture goes to another one, or down and away. */
function swiped({ x, y }: Point, { onNext, onBefore, onClose }: Ways): void {
  if (Math.abs(x) > SWIPE_PX && Math.abs(x) > Math.abs(y)) return x < 0 ? onNext() : onBefore()
  if (y > SWIPE_PX * 1.5) onClose()
}

const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y)

const between = (stage: Stage, a: Point, b: Point): Point =>
  fromMiddle(stage.current, { clientX: (a.x + b.x) / 2, clientY: (a.y + b.y) / 2 })

function fromMiddle(element: Element | null, at: { clientX: number; clientY: number }): Point {
  const box = element?.getBoundingClientRect()
  if (!box) return MIDDLE
  return { x: at.clientX - box.left - box.width / 2, y: at.clientY - box.top - box.height / 2 }
}
