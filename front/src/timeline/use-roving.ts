import { type FocusEvent, type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { Row } from './rows'

const STEPS: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity }

type Options = {
  box: RefObject<HTMLDivElement | null>
  rows: readonly Row[]
  /** The focus is in a menu of a row, and comes back. */
  lent: boolean
}

/**
 * Arrows move the focus from message to message. Tab reaches the timeline as a whole, and there the last
 * message in sight. The row that has the focus must stay mounted wherever one scrolls: `keptRow` is its number.
 */
export function useRoving({ box, rows, lent }: Options) {
  const [key, setKey] = useState<string | null>(null)
  const wanted = useRef<string | null>(null)
  const keptRow = key === null ? -1 : rows.findIndex((row) => row.key === key)

  const settle = () => {
    const element = wanted.current && rowOf(box.current, wanted.current)
    if (!element) return
    element.focus({ preventScroll: true })
    if (document.activeElement !== element) return
    wanted.current = null
    element.scrollIntoView({ block: 'nearest' })
  }
  useLayoutEffect(settle)
  // A message that was let go of takes the focus with it.
  useLayoutEffect(() => {
    if (key === null || keptRow !== -1) return
    setKey(null)
    box.current?.focus({ preventScroll: true })
  }, [box, key, keptRow])

  return {
    key,
    keptRow,
    settle,
    handlers: {
      tabIndex: key === null ? 0 : -1,
      onFocus: ({ target }: FocusEvent<HTMLElement>) => {
        const entered = target === box.current && target.matches(':focus-visible')
        if (entered) lastInSight(box.current)?.focus({ preventScroll: true })
        else setKey(target.closest<HTMLElement>('[data-row]')?.dataset.row ?? null)
      },
      onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
        if (!lent && !currentTarget.contains(relatedTarget)) setKey(null)
      },
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        const step = STEPS[event.key]
        const isRow = event.target instanceof HTMLElement && event.target.dataset.row !== undefined
        if (step === undefined || !isRow || event.altKey || event.ctrlKey || event.metaKey) return
        const next = rows[Math.min(rows.length - 1, Math.max(0, keptRow + step))]
        event.preventDefault()
        if (!next) return
        wanted.current = next.key
        setKey(next.key)
      },
    },
  }
}

function rowOf(box: HTMLElement | null, key: string): HTMLElement | null {
  return box?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`) ?? null
}

function lastInSight(box: HTMLElement | null): HTMLElement | undefined {
  const bottom = box?.getBoundingClientRect().bottom ?? 0
  const rows = [...(box?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
  return rows.findLast((row) => row.getBoundingClientRect().top < bottom - 8)
}
