import { createStore } from 'zustand/vanilla'

/** What may lie over the app, one at a time. */
export type OverlayName = 'switcher' | 'help' | 'browse' | 'people' | 'create'

export const overlay = createStore<{ open: OverlayName | null }>(() => ({ open: null }))

export function openOverlay(open: OverlayName): void {
  overlay.setState({ open })
}

export function closeOverlay(): void {
  overlay.setState({ open: null })
}
