import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { until } from '../../back/test/harness.js'
import { type Catalogue, loadCatalogue } from './screens/catalogue.js'
import { devicesOf, SCREENS, Walkers } from './screens/walk.js'
import { setStage, type Stage } from './screenshots/stage.js'
import { openBrowser } from './visitor.js'

const ONLY = process.env['SCREEN'] ?? ''
const SERIOUS = ['serious', 'critical']
const COLOURS: RunOptions = { runOnly: ['color-contrast', 'link-in-text-block'] }

let browser: Browser
let stage: Stage
let catalogue: Catalogue
let axe: string
beforeAll(async () => {
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  catalogue = await loadCatalogue()
  stage = await setStage()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await stage?.cluster.stop()
})

/** Colours that are on their way to those of the other theme are nobody's. */
async function inTheme(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.evaluate(async (theme) => {
    document.documentElement.dataset['theme'] = theme
    await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))
    for (const animation of document.getAnimations())
      if (animation instanceof CSSTransition) animation.finish()
  }, colorScheme)
}

/** What axe finds that shuts people out, in few words. */
async function findings(page: Page, options: RunOptions = {}): Promise<string[]> {
  await page.evaluate(axe)
  const results = await page.evaluate(
    (given) => (globalThis as unknown as { axe: { run: (o: object) => Promise<AxeResults> } }).axe.run(given),
    options,
  )
  return results.violations
    .filter(({ impact }) => SERIOUS.includes(impact ?? ''))
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary = '' }) => `${id}: ${help} ${target.join(' ')} ${failureSummary}`),
    )
}

/** What is still found when the page has had time to repaint: a colour may lag behind its theme for a frame. */
async function lasting(page: Page, options?: RunOptions): Promise<string[]> {
  let found: string[] = []
  const look = async () => (found = await findings(page, options)).length === 0
  await until(look, { withinMs: 2_000 }).catch(() => undefined)
  return found
}

describe('nobody is shut out from', () => {
  let walkers: Walkers
  beforeAll(() => {
    walkers = new Walkers({ browser, stage, catalogue }, 'en')
  })
  const wanted = SCREENS.filter(({ name }) => name.includes(ONLY))
  const rows = wanted.flatMap((screen) =>
    devicesOf(screen).map((device) => [screen.name, device, screen] as const),
  )

  test.each(rows)('%s on a %s, light and dark', async (_, device, screen) => {
    const walker = await walkers.of(screen.as, device)
    const { page } = walker
    await walker.lead(screen)
    await inTheme(page, 'light')
    const light = await lasting(page)
    await inTheme(page, 'dark')
    const dark = await lasting(page, COLOURS)
    expect([...light, ...dark.map((line) => `dark: ${line}`)]).toEqual([])
    const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(width, 'nothing scrolls sideways').toBeLessThanOrEqual(0)
  })
})
