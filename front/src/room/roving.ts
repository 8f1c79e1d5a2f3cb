import type { KeyboardEvent } from 'react'

/** Up and down move the focus from message to message. */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
  const row = (event.target as Element).closest<HTMLElement>('[data-message]')
  if (!row || event.altKey || event.ctrlKey || event.metaKey) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-message]')]
  const next = rows[rows.indexOf(row) + (event.key === 'ArrowUp' ? -1 : 1)]
  if (!next) return
  event.preventDefault()
  next.focus()
}
