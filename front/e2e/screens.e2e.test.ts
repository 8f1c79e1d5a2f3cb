import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadCatalogue } from './screens/catalogue.js'
import { shutOut } from './screens/shut-out.js'
import { leftoversOf, spokenOn } from './screens/spoken.js'
import { devicesOf, SCREENS, Walkers } from './screens/walk.js'
import { setStage, type Stage } from './screenshots/stage.js'
import { openBrowser } from './visitor.js'

const ONLY = process.env['SCREEN'] ?? ''

let browser: Browser
let stage: Stage
let walkers: Walkers
let isLeftover: (text: string) => boolean
beforeAll(async () => {
  const catalogue = await loadCatalogue()
  isLeftover = leftoversOf(catalogue)
  stage = await setStage()
  browser = await openBrowser()
  // In the language whose texts are the longer ones, and in which English ones would be out of place.
  walkers = new Walkers({ browser, stage, catalogue }, 'pt-BR')
})
afterAll(async () => {
  await browser?.close()
  await stage?.cluster.stop()
})

describe('nobody is shut out, and in Portuguese nothing is said in English', () => {
  const wanted = SCREENS.filter(({ name }) => name.includes(ONLY))
  const rows = wanted.flatMap((screen) =>
    devicesOf(screen).map((device) => [screen.name, device, screen] as const),
  )

  test.each(rows)('%s on a %s', async (_, device, screen) => {
    const walker = await walkers.of(screen.as, device)
    const { page } = walker
    await walker.lead(screen)
    const spoken = await spokenOn(page)
    expect(spoken.length).toBeGreaterThan(2)
    expect(spoken.filter(isLeftover)).toEqual([])
    expect(await shutOut(page), 'in light and dark').toEqual([])
    const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(width, 'nothing scrolls sideways').toBeLessThanOrEqual(0)
  })
})
