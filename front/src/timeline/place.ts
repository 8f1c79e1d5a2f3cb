import type { VirtualizerHandle } from 'virtua'
import type { Row } from './rows'

/** Closer to the end than this counts as being there. */
export const END_PX = 60

/** How much deeper a day's label stands above its first message than on top of the screen. */
const LABEL_PX = 8

/** What is held in sight until someone scrolls: the end, or, until it has settled, a message. */
export type Place = 'end' | { readonly seq: number }
export type Ground = {
  readonly box: HTMLElement
  readonly rows: readonly Row[]
  readonly handle: VirtualizerHandle
}

/** How far to scroll for it (pixels). A message stands a little below the top, with what came before it. */
export function topFor(place: Place, { box, rows, handle }: Ground): number {
  const endPx = box.scrollHeight - box.clientHeight
  if (place === 'end') return endPx
  const found = rows.findIndex(({ message }) => message.seq >= place.seq || message.seq === 0)
  const item = 1 + (found === -1 ? rows.length - 1 : found)
  return Math.max(0, Math.min(endPx, handle.getItemOffset(item) - box.clientHeight / 4))
}

/** Whatever changes is held at once, so only someone who scrolls can have gone elsewhere. */
export function isMoved(place: Place | null, ground: Ground): boolean {
  return place !== null && Math.abs(topFor(place, ground) - ground.box.scrollTop) > END_PX
}

/** The row at the top of the screen, how far it is from the start, and how far one has scrolled (pixels). */
export type Anchor = { readonly key: string; readonly offsetPx: number; readonly scrolledPx: number }

export function anchorIn(ground: Ground): Anchor | null {
  const at = rowIn(ground)
  const row = ground.rows[at]
  if (!row) return null
  return { key: row.key, offsetPx: ground.handle.getItemOffset(at + 1), scrolledPx: ground.box.scrollTop }
}

/**
 * Leaves that row where it was on the screen. The virtual list does so itself, but for a moment after rows came
 * at its start, in which it takes every change of height for one above the screen.
 */
export function keepAnchor(anchor: Anchor | null, { box, rows, handle }: Ground): void {
  const at = anchor ? rows.findIndex((row) => row.key === anchor.key) : -1
  if (!anchor || at === -1) return
  const wanted = anchor.scrolledPx + handle.getItemOffset(at + 1) - anchor.offsetPx
  if (Math.abs(wanted - box.scrollTop) <= 1) return
  box.scrollTop = wanted
  // It waits for the echo of its own correction, of which there is none if this takes it back.
  box.dispatchEvent(new Event('scroll'))
}

/** The seq of the message at the top of the screen; 0 if it has none yet. */
export function seqIn(ground: Ground): number {
  return ground.rows[rowIn(ground)]?.message.seq ?? 0
}

/** The day at the top of the screen: a moment of it (ISO 8601). None while its own label is in sight there. */
export function dayIn(ground: Ground): string | null {
  const at = rowIn(ground)
  const labelPx = ground.handle.getItemOffset(at + 1) + LABEL_PX
  if (ground.rows[at]?.day && ground.box.scrollTop <= labelPx) return null
  for (let i = at; i >= 0; i--) {
    const day = ground.rows[i]?.day
    if (day) return day
  }
  return null
}

/** The first item of the list is no row: it stands for what is before the first message. */
function rowIn({ box, handle }: Ground): number {
  return Math.max(0, handle.findItemIndex(box.scrollTop) - 1)
}
