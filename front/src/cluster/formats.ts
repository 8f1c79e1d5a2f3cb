import type { Language } from '../i18n/translate'

export function inMs(value: number, language: Language): string {
  const options = { style: 'unit', unit: 'millisecond', unitDisplay: 'short' } as const
  return value.toLocaleString(language, { ...options, maximumFractionDigits: value < 10 ? 1 : 0 })
}

export const inPercent = (share: number, language: Language): string =>
  share.toLocaleString(language, { style: 'percent', maximumFractionDigits: 0 })
