import { useEffect } from 'react'

/** Whether something above the page is open: a dialog, a menu, a palette. They take the keys first. */
export function isCovered(): boolean {
  return document.querySelector('dialog[open], .float') !== null
}

/** Esc closes the innermost thing: a dialog on top, or a field that took the key, comes first. */
export function useEscape(active: boolean, onEscape: () => void): void {
  useEffect(() => {
    if (!active) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || isCovered()) return
      event.preventDefault()
      onEscape()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [active, onEscape])
}
