import type { KeyboardEvent } from 'react'
import { type Edit, type Selected, wrap } from './edits'

export type Format = (selected: Selected) => Edit

export const bold: Format = (selected) => wrap(selected, '**')
export const italic: Format = (selected) => wrap(selected, '_')
export const strike: Format = (selected) => wrap(selected, '~~')
export const code: Format = (selected) => wrap(selected, '`')

/** What a shortcut does to the selected words, if it is one. */
export function formatOf(event: KeyboardEvent): Format | null {
  if ((!event.ctrlKey && !event.metaKey) || event.altKey) return null
  const key = event.key.toLowerCase()
  if (event.shiftKey) return key === 'x' ? strike : null
  return key === 'b' ? bold : key === 'i' ? italic : key === 'e' ? code : null
}

/** Alt+Shift+P; by the key's place, because with Alt some keyboards write another letter. */
export function asksForPreview(event: KeyboardEvent): boolean {
  return event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey && event.code === 'KeyP'
}

/** 229: some browsers say so, and not isComposing, for the Enter that ends a composition. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229
}
