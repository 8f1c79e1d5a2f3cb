import { createStore } from 'zustand/vanilla'

export type Toast = { key: number; roomId: string; seq: number; actorId: string; text: string }

/** More than this would be a list of rooms, which there is. */
const SHOWN_MAX = 3

export const toasts = createStore<{ shown: readonly Toast[] }>(() => ({ shown: [] }))
let keys = 0

export function addToast(toast: Omit<Toast, 'key'>): void {
  toasts.setState(({ shown }) => ({ shown: [...shown, { ...toast, key: ++keys }].slice(-SHOWN_MAX) }))
}

export function dropToasts(which: (toast: Toast) => boolean): void {
  toasts.setState(({ shown }) => (shown.some(which) ? { shown: shown.filter((one) => !which(one)) } : {}))
}
