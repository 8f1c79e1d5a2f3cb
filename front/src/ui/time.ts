import type { Language } from '../i18n/translate'
import type { Text } from '../preferences'

type Style = 'time' | 'moment' | 'day' | 'dayOfYear' | 'short'
const STYLES: Record<Style, Intl.DateTimeFormatOptions> = {
  time: { hour: 'numeric', minute: '2-digit' },
  moment: { dateStyle: 'full', timeStyle: 'medium' },
  day: { weekday: 'long', day: 'numeric', month: 'long' },
  dayOfYear: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  short: { dateStyle: 'medium', timeStyle: 'short' },
}
const formats = new Map<string, Intl.DateTimeFormat>()

/** Hours and minutes alone, for a narrow place. */
export function formatNarrowTime(at: string, language: Language): string {
  return formatTime(at, 'time', language).replace(/\s?[AP]M$/i, '')
}

/** A moment (ISO 8601) in the reader's own time zone. */
export function formatTime(at: string, style: Style, language: Language): string {
  const key = `${language} ${style}`
  const format = formats.get(key) ?? new Intl.DateTimeFormat(language, STYLES[style])
  formats.set(key, format)
  return format.format(new Date(at))
}

export function formatDay(at: string, language: Language, t: Text): string {
  const today = new Date()
  const days = Math.round((midnight(today) - midnight(new Date(at))) / 86_400_000)
  if (days === 0) return t('timeline.today')
  if (days === 1) return t('timeline.yesterday')
  const sameYear = new Date(at).getFullYear() === today.getFullYear()
  return formatTime(at, sameYear ? 'day' : 'dayOfYear', language)
}

/** A moment in few words: the time, after the day unless it is today. */
export function formatWhen(at: string, language: Language, t: Text): string {
  const time = formatTime(at, 'time', language)
  const days = Math.round((midnight(new Date()) - midnight(new Date(at))) / 86_400_000)
  if (days === 0) return t('timeline.todayAt', { time })
  return days === 1 ? t('timeline.yesterdayAt', { time }) : formatTime(at, 'short', language)
}

function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
}
