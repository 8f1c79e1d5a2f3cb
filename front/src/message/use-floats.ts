import type { Message } from '@papo/contract'
import { useMemo, useState } from 'react'
import type { Anchor } from '../ui/menu'

/** What lies above a message for a moment. */
export type Float =
  | { readonly kind: 'menu' | 'palette' | 'seen'; readonly message: Message; readonly anchor: Anchor }
  | { readonly kind: 'removing'; readonly message: Message }
export type Floats = ReturnType<typeof useFloats>

/** One at a time for the whole timeline, so that it outlives the row that it is about. */
export function useFloats() {
  const [on, setOn] = useState<Float | null>(null)
  return useMemo(
    () => ({
      on,
      open: setOn,
      /** Closes this one; another may have taken its place. */
      close: (float: Float) => setOn((now) => (now === float ? null : now)),
    }),
    [on],
  )
}
