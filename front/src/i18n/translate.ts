import { en } from './en'
import { ptBr } from './pt-br'

/** A text, or its plural forms by Intl.PluralRules category. */
export type Entry = string | { readonly one: string; readonly other: string; readonly many?: string }
export type TextKey = keyof typeof en
export type Catalogue = Readonly<Record<TextKey, Entry>>
export type Params = Readonly<Record<string, string | number>>

export const LANGUAGES = { en: 'English', 'pt-BR': 'Português (Brasil)' } as const
export type Language = keyof typeof LANGUAGES
export const CATALOGUES: Readonly<Record<Language, Catalogue>> = { en, 'pt-BR': ptBr }

/** The first of the reader's languages that there is a catalogue for. */
export function pickLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    if (tag.toLowerCase().startsWith('pt')) return 'pt-BR'
    if (tag.toLowerCase().startsWith('en')) return 'en'
  }
  return 'en'
}

export function translate(language: Language, key: TextKey, params: Params = {}): string {
  const entry = CATALOGUES[language][key]
  const text = typeof entry === 'string' ? entry : pluralOf(language, entry, Number(params.count ?? 0))
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? value.toLocaleString(language) : value
  })
}

const rules: Partial<Record<Language, Intl.PluralRules>> = {}

function pluralOf(language: Language, entry: Exclude<Entry, string>, count: number): string {
  const rule = (rules[language] ??= new Intl.PluralRules(language))
  const category = rule.select(count)
  if (category === 'one') return entry.one
  return category === 'many' ? (entry.many ?? entry.other) : entry.other
}
