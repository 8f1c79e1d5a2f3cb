import type { JoinedRoom } from '@papo/contract'
import { useEffect, useState } from 'react'
import type { Language, Params, TextKey } from '../i18n/translate'
import { formatTime } from '../ui/time'

export type Closed = { readonly text: TextKey; readonly params?: Params }

const YEAR_MS = 365 * 24 * 60 * 60_000
/** Timers of browsers do not reach further. */
const TIMER_MAX_MS = 2 ** 31 - 1

type Writable = Pick<JoinedRoom, 'kind' | 'mutedUntil'>

/** Why one may not write here, in words, or null. */
export function closedWhy({ kind, mutedUntil }: Writable, now: number, language: Language): Closed | null {
  const leftMs = mutedUntil === undefined ? 0 : Date.parse(mutedUntil) - now
  if (mutedUntil === undefined || leftMs <= 0) return null
  if (kind === 'direct') return { text: 'composer.closed.direct' }
  if (leftMs > YEAR_MS) return { text: 'composer.closed.muted' }
  return { text: 'composer.closed.mutedUntil', params: { time: formatTime(mutedUntil, 'short', language) } }
}

/** The same, and opens by itself when the time has come. */
export function useClosed(room: Writable, language: Language): Closed | null {
  const [, lookAgain] = useState(0)
  const until = room.mutedUntil
  useEffect(() => {
    const leftMs = until === undefined ? 0 : Date.parse(until) - Date.now()
    if (leftMs <= 0) return
    const timer = setTimeout(() => lookAgain((n) => n + 1), Math.min(TIMER_MAX_MS, leftMs + 1))
    return () => clearTimeout(timer)
  })
  return closedWhy(room, Date.now(), language)
}
