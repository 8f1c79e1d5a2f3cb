import type { Language } from '../i18n/translate'
import type { Text } from '../preferences'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** When someone was here last (ISO 8601), as people say it. */
export function lastSeenText(
  at: string,
  now: Date,
  { t, language }: { t: Text; language: Language },
): string {
  const then = new Date(at)
  const agoMs = now.getTime() - then.getTime()
  if (agoMs < MINUTE_MS) return t('card.lastSeen.justNow')
  const days = calendarDays(then, now)
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const ago = (value: number, unit: Intl.RelativeTimeFormatUnit) =>
    t('card.lastSeen', { ago: format.format(-value, unit) })
  if (agoMs < HOUR_MS) return ago(Math.floor(agoMs / MINUTE_MS), 'minute')
  if (days === 0 || agoMs < 12 * HOUR_MS) return ago(Math.floor(agoMs / HOUR_MS), 'hour')
  if (days < 7) return ago(days, 'day')
  const sameYear = then.getFullYear() === now.getFullYear()
  const date = new Intl.DateTimeFormat(language, {
    ...{ day: 'numeric', month: 'long' },
    ...(!sameYear && { year: 'numeric' }),
  })
  return t('card.lastSeen.on', { date: date.format(then) })
}

/** Midnights between the two, by the reader's clock. */
function calendarDays(from: Date, to: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate())
  return Math.round((midnight(to) - midnight(from)) / (24 * HOUR_MS))
}
