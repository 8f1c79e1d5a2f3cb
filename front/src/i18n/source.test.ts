import { expect, it } from 'vitest'
import type { Area, Entry } from './area'
import { readSource, type Source } from './source.fixture'

const files = import.meta.glob<string>('../**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true })
const areas = import.meta.glob<Area>(['./*.ts', '!./*.{test,fixture}.ts'], { eager: true })

const sources = Object.entries(files)
  .map(([path, text]) => readSource(path.replace(/^\.\.\//, '').replace(/^\.\//, 'i18n/'), text))
  .filter(({ path }) => !/\.(test|fixture)\.tsx?$/.test(path))
const code = sources.filter(({ path }) => !path.startsWith('i18n/'))
const areaOf = new Map(
  Object.entries(areas).flatMap(([path, area]) =>
    'en' in area ? Object.keys(area.en).map((key) => [key, path.slice(2, -3)] as const) : [],
  ),
)
const formsOf = (entry: Entry | undefined) =>
  typeof entry === 'string' ? [entry] : Object.values(entry ?? {})

/** What is the same in both languages: names, units, keys of a keyboard, words that Portuguese took over. */
const SAME =
  /^(papo|online|links?|status|normal|admin|bots?|cluster|CPU|Redis|(\{count\} )?tokens?|chats?|emoji|Markdown|[^\p{L}]*(\{\w+\}[^\p{L}]*)+)$/iu

/** The name of the app, and of keys. */
const NAMED = /: (papo|Del|((Alt|Ctrl|Shift|⌘)\+)+.)$/
/** A table whose reader brings the texts. */
const DATA = 'shell/shortcuts.ts'

it('no text stands in the components themselves', () => {
  const found = code.flatMap(({ path, spoken }) => spoken.map((text) => `${path}: ${text}`))
  expect(found.filter((line) => !NAMED.test(line))).toEqual([])
})

it('every text is used somewhere', () => {
  const strings = new Set(code.flatMap(({ strings: all }) => [...all]))
  const templates = code.flatMap(({ templates: all }) => all)
  const isUsed = (key: string) =>
    strings.has(key) || templates.some(({ head, tail }) => key.startsWith(head) && key.endsWith(tail))
  expect([...areaOf.keys()].filter((key) => !isUsed(key))).toEqual([])
})

it('what is said in English is not said in English to others', () => {
  const same = Object.values(areas).flatMap((area) =>
    'en' in area
      ? Object.entries(area.en).filter(([key, entry]) => {
          const [english, others] = [formsOf(entry), formsOf(area.ptBr[key])]
          return others.some((text) => english.includes(text) && !SAME.test(text))
        })
      : [],
  )
  expect(same).toEqual([])
})

/** What each root brings with it: all files that are loaded at once with it. */
function closureOf(root: string, byPath: ReadonlyMap<string, Source>): Set<string> {
  const seen = new Set<string>()
  const enter = (path: string): void => {
    if (seen.has(path) || !byPath.has(path)) return
    seen.add(path)
    byPath.get(path)?.imports.forEach(enter)
  }
  enter(root)
  return seen
}

it('every text is there by the time it is drawn', () => {
  const byPath = new Map(sources.map((source) => [source.path.replace(/\.tsx?$/, ''), source]))
  const roots = new Set(['main', ...sources.flatMap(({ lazy }) => lazy)].filter((path) => byPath.has(path)))
  const closures = new Map([...roots].map((root) => [root, closureOf(root, byPath)]))
  const broughtBy = (root: string) =>
    [...(closures.get(root) ?? [])].filter((path) => path.startsWith('i18n/')).map((path) => path.slice(5))
  const parentsOf = (root: string) =>
    [...roots].filter((other) =>
      [...(closures.get(other) ?? [])].some((path) => byPath.get(path)?.lazy.includes(root)),
    )
  // What a root can count on: its own, and what all that may load it have in common.
  const there = new Map([...roots].map((root) => [root, new Set([...areaOf.values(), 'core'])]))
  for (let round = 0; round < roots.size; round++)
    for (const root of roots) {
      const [first, ...rest] = parentsOf(root).map((parent) => there.get(parent) ?? new Set<string>())
      const common =
        root === 'main' || !first ? [] : [...first].filter((area) => rest.every((r) => r.has(area)))
      there.set(root, new Set(['core', ...broughtBy(root), ...common]))
    }
  const missing = [...closures].flatMap(([root, paths]) =>
    [...paths]
      .filter((path) => !path.startsWith('i18n/') && byPath.get(path)?.path !== DATA)
      .flatMap((path) =>
        [...(byPath.get(path)?.strings ?? [])]
          .filter((key) => areaOf.has(key) && !there.get(root)?.has(areaOf.get(key) ?? ''))
          .map((key) => `${root} → ${path}: ${key}`),
      ),
  )
  expect(missing).toEqual([])
})
