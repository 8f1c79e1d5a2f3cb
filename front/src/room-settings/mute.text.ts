import type { Language } from '../i18n/translate'
import type { Text } from '../preferences'
import { formatWhen } from '../ui/time'

/** A mute that only ends when someone lifts it. */
export const ALWAYS = '9999-12-31T23:59:59.999Z'
const YEAR_MS = 365 * 24 * 3_600_000

export const isAlways = (until: string): boolean => Date.parse(until) - Date.now() > YEAR_MS

export function muteText(t: Text, until: string, language: Language): string {
  if (isAlways(until)) return t('roomSettings.members.muted')
  return t('roomSettings.members.mutedUntil', { time: formatWhen(until, language, t) })
}
