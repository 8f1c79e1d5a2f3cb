import type { Language } from '../i18n/translate'

const UNITS = ['kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** Three digits or so, in the unit that suits; of 1,024, as limits are. */
export function formatBytes(bytes: number, language: Language): string {
  const power = Math.min(UNITS.length, Math.max(1, Math.floor(Math.log2(Math.max(1, bytes)) / 10)))
  const least = bytes === 0 ? 0 : 0.1
  const value = Math.max(least, bytes / 1_024 ** power)
  const options = { style: 'unit', unit: UNITS[power - 1] ?? 'kilobyte', unitDisplay: 'short' } as const
  return value.toLocaleString(language, { ...options, maximumFractionDigits: value < 10 ? 1 : 0 })
}
