import type { Language } from '../i18n/translate'

/** A calendar day (YYYY-MM-DD), which is the same one in every time zone. */
export function formatUtcDay(day: string, language: Language): string {
  const options = { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' } as const
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(language, options)
}
