import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { ROOT } from '../../../scripts/run.mjs'
import { loadCatalogue } from '../screens/catalogue.js'
import { type Device, devicesOf, SCREENS, Walkers } from '../screens/walk.js'
import { openBrowser } from '../visitor.js'
import { galleryOf } from './gallery.js'
import { shrunk } from './shrunk.js'
import { setStage, type Stage } from './stage.js'
import { HUES } from './story.js'

const FOLDER = process.env['SCREENSHOTS_DIR'] ?? join(ROOT, 'docs/screenshots')
/** For a look at some of them: the others stay as they are. */
const ONLY = process.env['SCREEN'] ?? ''
const THEMES = ['light', 'dark'] as const

let stage: Stage
let browser: Browser
let desk: Walkers
let phone: Walkers
beforeAll(async () => {
  await mkdir(FOLDER, { recursive: true })
  const old = (await readdir(FOLDER)).filter((name) => name.endsWith('.png') && ONLY === '')
  await Promise.all(old.map((name) => rm(join(FOLDER, name))))
  stage = await setStage()
  browser = await openBrowser()
  const world = { browser, stage, catalogue: await loadCatalogue() }
  desk = new Walkers(world, 'en')
  phone = new Walkers(world, 'pt-BR')
})
afterAll(async () => {
  await writeFile(join(FOLDER, 'README.md'), galleryOf(SCREENS))
  await browser?.close()
  await stage?.cluster.stop()
})

/** Colours come from ids, which every run makes anew: held still, so that a picture changes only with the app. */
async function paintFaces(page: Page): Promise<void> {
  await page.locator('.avatar').evaluateAll((faces, hues: Record<string, number>) => {
    for (const face of faces) {
      const initials = face.querySelector('[data-initials]')?.getAttribute('data-initials') ?? ''
      face.setAttribute('data-hue', String(hues[initials] ?? 0))
    }
  }, HUES)
}

/** The same view in both themes. */
async function take(page: Page, name: string): Promise<void> {
  for (const theme of THEMES) {
    await page.evaluate((to) => (document.documentElement.dataset['theme'] = to), theme)
    await paintFaces(page)
    const picture = await page.screenshot({ animations: 'disabled', caret: 'hide' })
    await writeFile(join(FOLDER, `${name}-${theme}.png`), shrunk(picture))
  }
}

const rows = SCREENS.filter(({ name }) => name.includes(ONLY)).flatMap((screen) =>
  devicesOf(screen).map((device): [string, Device, typeof screen] => [screen.name, device, screen]),
)
test.each(rows)('%s on a %s', async (name, device, screen) => {
  const walker = await (device === 'desk' ? desk : phone).of(screen.as, device)
  if (device === 'desk') await walker.page.mouse.move(640, 2)
  await walker.lead(screen)
  await take(walker.page, device === 'desk' ? name : `phone-${name}`)
})
