import type { Language } from '../i18n/translate'

/** The day of a moment, as the reader's calendar has it. */
export function dayOf(date: Date): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** A day (YYYY-MM-DD) as people write it. */
export function formatDay(day: string, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(`${day}T12:00:00`))
}
