/** A text, or its plural forms by Intl.PluralRules category. */
export type Entry = string | { readonly one: string; readonly other: string; readonly many?: string }

/** The texts of one area of the app in another language: the same keys. */
export type Same<T> = Readonly<Record<keyof T, Entry>>
export type Area = {
  readonly en: Readonly<Record<string, Entry>>
  readonly ptBr: Readonly<Record<string, Entry>>
}
