import './suggestions.css'
import { type ReactNode, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react'
import { useText } from '../preferences'
import type { ListKeys } from './use-completion'

export type Suggestion = {
  readonly key: string
  /** What takes the place of what was typed. */
  readonly insert: string
  readonly mark: ReactNode
  readonly name: string
  readonly detail: string
  readonly hint?: string
}
type Props = {
  ref: Ref<ListKeys>
  id: string
  label: string
  items: readonly Suggestion[]
  onActive: (id: string | null) => void
  onPick: (insert: string) => void
}

/** Above the field, which keeps the focus and hands on its keys. */
export function SuggestionList({ ref, id, label, items, onActive, onPick }: Props) {
  const t = useText()
  const list = useRef<HTMLUListElement>(null)
  const [chosenKey, setChosenKey] = useState<string | null>(null)
  const index = Math.max(
    0,
    items.findIndex((item) => item.key === chosenKey),
  )
  const active = items[index]
  const idOf = (item: Suggestion) => `${id}-${item.key}`
  const activeId = active ? idOf(active) : null

  useEffect(() => {
    onActive(activeId)
    return () => onActive(null)
  }, [activeId, onActive])
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [activeId])
  useImperativeHandle(ref, () => ({
    press(key) {
      if (!active) return false
      const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0
      if (step !== 0) setChosenKey(items[(index + step + items.length) % items.length]?.key ?? null)
      else if (key === 'Enter' || key === 'Tab') onPick(active.insert)
      else return false
      return true
    },
  }))
  if (items.length === 0) return null
  return (
    <div className="suggestions" onPointerDown={(event) => event.preventDefault()}>
      <ul ref={list} id={id} role="listbox" aria-label={label}>
        {items.map((item) => (
          <li
            key={item.key}
            id={idOf(item)}
            role="option"
            aria-selected={item === active}
            onClick={() => onPick(item.insert)}
          >
            {item.mark}
            <span className="suggestion-name" dir="auto">
              {item.name}
            </span>
            <span className="suggestion-detail">{item.detail}</span>
            {item.hint && <small>{item.hint}</small>}
          </li>
        ))}
      </ul>
      <p className="sr-only" role="status">
        {t('composer.suggestions', { count: items.length })}
      </p>
    </div>
  )
}
