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
export type Open = {
  readonly first: Shown
  /** What one can go on to, */
  readonly among: readonly Shown[]
  /** unless the room has loaded it: then to all pictures there. */
  readonly ofRoom: boolean
}

export const viewer = createStore<{ open: Open | null }>(() => ({ open: null }))

export function openViewer(open: Open): void {
  viewer.setState({ open })
}

export function closeViewer(): void {
  viewer.setState({ open: null })
}
