import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from '../../../scripts/run.mjs'

export type Language = 'en' | 'pt-BR'
type Entry = string | Record<string, string>
type Area = { en: Record<string, Entry>; ptBr: Record<string, Entry> }
type Translate = (language: Language, key: string, params?: Record<string, string | number>) => string
/** Every text of the app, whichever part of it is loaded. */
export type Catalogue = { areas: Area[]; translate: Translate }

const FOLDER = join(ROOT, 'front/src/i18n')

// The app's own files: by a path that TypeScript does not follow, since they are built for a browser.
const load = async (name: string): Promise<unknown> => await import(join(FOLDER, name))

export async function loadCatalogue(): Promise<Catalogue> {
  const names = (await readdir(FOLDER)).filter((name) => !/\.(test|fixture)\.ts$|^translate\.ts$/.test(name))
  const modules = (await Promise.all(names.map(load))) as Partial<Area>[]
  const areas = modules.filter((area): area is Area => area.en !== undefined)
  const { addTexts, translate } = (await load('translate.ts')) as {
    addTexts: (...all: Area[]) => void
    translate: Translate
  }
  addTexts(...areas)
  return { areas, translate }
}
