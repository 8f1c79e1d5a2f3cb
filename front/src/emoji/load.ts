import type { Language } from '../i18n/translate'
import { createFinder, type Finder, type Table } from './table'

export type Emoji = {
  readonly table: Table
  readonly find: Finder
  readonly byCode: ReadonlyMap<string, string>
}

const TABLES = {
  en: () => import('virtual:emoji/en'),
  'pt-BR': () => import('virtual:emoji/pt-BR'),
}
const loaded: Partial<Record<Language, Emoji>> = {}

export function emojiNow(language: Language): Emoji | undefined {
  return loaded[language]
}

/** The emoji with their names in one language; a failed try may be made again. */
export async function loadEmoji(language: Language): Promise<Emoji> {
  return (loaded[language] ??= ready((await TABLES[language]()).table as Table))
}

function ready(table: Table): Emoji {
  const rows = table.flatMap(([, of]) => of)
  const byCode = new Map(rows.flatMap(([emoji, , codes]) => codes.split(' ').map((code) => [code, emoji])))
  return { table, find: createFinder(table), byCode }
}
