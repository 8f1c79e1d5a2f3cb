import { createStore } from 'zustand/vanilla'
import type { Picture } from './kind'

/** A picture with the message that it came with. */
export type Shown = {
  readonly picture: Picture
  readonly roomId: string
  readonly seq: number
  readonly senderId: string
  readonly at: string
}
/** `among`: those that one can go on to, if they are not the room's that are loaded. */
type Open = { readonly first: Shown; readonly among: readonly Shown[] }

export const viewer = createStore<{ open: Open | null }>(() => ({ open: null }))

export function openViewer(first: Shown, among: readonly Shown[]): void {
  viewer.setState({ open: { first, among } })
}

export function closeViewer(): void {
  viewer.setState({ open: null })
}
