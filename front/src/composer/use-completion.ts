import { type RefObject, useRef, useState } from 'react'
import { applyEdit } from './field'
import { type Trigger, triggerAt } from './trigger'

/** What the list of suggestions lets the field do: true if it made use of the key. */
export type ListKeys = { press: (key: string) => boolean }
export type Completion = ReturnType<typeof useCompletion>

/** Follows the caret and asks for suggestions, which are drawn elsewhere; the focus stays in the field. */
export function useCompletion(field: RefObject<HTMLTextAreaElement | null>) {
  const list = useRef<ListKeys>(null)
  const composing = useRef(false)
  /** Where a list was closed on purpose: it stays closed until the caret is elsewhere. */
  const closedAt = useRef<number | null>(null)
  const [trigger, setTrigger] = useState<Trigger | null>(null)
  const [activeId, setActiveId] = useState<string | null>(null)

  const look = () => {
    const element = field.current
    if (!element || composing.current) return
    const { value, selectionStart, selectionEnd } = element
    const found = selectionStart === selectionEnd ? triggerAt(value, selectionStart) : null
    if (found?.start !== closedAt.current) closedAt.current = null
    const next = found && closedAt.current === null ? found : null
    setTrigger((before) => (same(before, next) ? before : next))
  }
  const close = () => {
    closedAt.current = trigger?.start ?? null
    setTrigger(null)
  }
  const pick = (insert: string) => {
    if (!field.current || !trigger) return
    const { start, end } = trigger
    const caret = start + insert.length + 1
    applyEdit(field.current, { start, end, insert: `${insert} `, select: [caret, caret] })
    setTrigger(null)
  }
  const onKey = (key: string): boolean => {
    if (!trigger) return false
    if (key !== 'Escape') return list.current?.press(key) ?? false
    close()
    return true
  }
  return {
    trigger,
    list,
    activeId: trigger ? activeId : null,
    setActiveId,
    look,
    pick,
    onKey,
    hide: () => setTrigger(null),
    setComposing: (now: boolean) => {
      composing.current = now
      if (now) setTrigger(null)
      else look()
    },
  }
}

function same(a: Trigger | null, b: Trigger | null): boolean {
  return a === b || (a?.kind === b?.kind && a?.query === b?.query && a?.start === b?.start)
}
