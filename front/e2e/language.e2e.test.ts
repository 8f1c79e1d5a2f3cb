import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Catalogue, loadCatalogue } from './screens/catalogue.js'
import { devicesOf, SCREENS, Walkers } from './screens/walk.js'
import { setStage, type Stage } from './screenshots/stage.js'
import { openBrowser } from './visitor.js'

const ONLY = process.env['SCREEN'] ?? ''

let browser: Browser
let stage: Stage
let catalogue: Catalogue
let walkers: Walkers
let isLeftover: (text: string) => boolean
beforeAll(async () => {
  catalogue = await loadCatalogue()
  isLeftover = leftoversOf(catalogue)
  stage = await setStage()
  browser = await openBrowser()
  walkers = new Walkers({ browser, stage, catalogue }, 'pt-BR')
})
afterAll(async () => {
  await browser?.close()
  await stage?.cluster.stop()
})

const formsOf = (entries: Catalogue['areas'][number]['en']) =>
  Object.values(entries).flatMap((entry) => (typeof entry === 'string' ? [entry] : Object.values(entry)))

/** Tells a text that only the English catalogue knows, whatever is filled in, and a key that stands for itself. */
function leftoversOf({ areas }: Catalogue): (text: string) => boolean {
  const keys = new Set(areas.flatMap(({ en }) => Object.keys(en)).filter((key) => key.includes('.')))
  const portuguese = new Set(areas.flatMap(({ ptBr }) => formsOf(ptBr)))
  const english = areas.flatMap(({ en }) => formsOf(en)).filter((text) => !portuguese.has(text))
  const literal = new Set(english.filter((text) => !text.includes('{')))
  const filled = english
    .filter((text) => text.includes('{') && text.replaceAll(/\{\w+\}/g, '').match(/\p{L}/gu)?.length)
    .map((text) => new RegExp(`^${escaped(text).replaceAll(/\\\{\w+\\\}/g, '.+')}$`, 'u'))
  return (text) => keys.has(text) || literal.has(text) || filled.some((pattern) => pattern.test(text))
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** What the app says on a page, without what people wrote: that stands where the direction is theirs. */
function spokenOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const said = new Set<string>()
    const add = (text: string | null) => text?.trim() && said.add(text.trim())
    const isTheirs = (element: Element | null) =>
      element?.closest('[dir="auto"], .message-text, code, kbd, [lang]:not(html), script, style') != null
    const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (nodes.nextNode())
      if (!isTheirs(nodes.currentNode.parentElement)) add(nodes.currentNode.textContent)
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'data-label'])
      for (const element of document.querySelectorAll(`[${name}]`))
        if (!isTheirs(element)) add(element.getAttribute(name))
    return [...said]
  })
}

describe('in Portuguese nothing is said in English on', () => {
  const rows = SCREENS.filter(({ name }) => name.includes(ONLY)).map(
    (screen) => [screen.name, screen] as const,
  )
  test.each(rows)('%s', async (_, screen) => {
    const [device = 'desk'] = devicesOf(screen)
    const walker = await walkers.of(screen.as, device)
    await walker.lead(screen)
    const spoken = await spokenOn(walker.page)
    expect(spoken.length).toBeGreaterThan(2)
    expect(spoken.filter(isLeftover)).toEqual([])
  })
})
