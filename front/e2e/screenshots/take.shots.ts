import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, test } from 'vitest'
import { ROOT } from '../../../scripts/run.mjs'
import { openBrowser } from '../visitor.js'
import { setStage, tabOf } from './stage.js'
import { HUES, NOW, VIEWER, ZONE } from './story.js'

const FOLDER = process.env['SCREENSHOTS_DIR'] ?? join(ROOT, 'docs/screenshots')
const PASSWORD = 'correct horse battery'
const DESKTOP = { locale: 'en-US', viewport: { width: 1280, height: 800 } }
const PHONE = {
  locale: 'pt-BR',
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  hasTouch: true,
  isMobile: true,
}
const SIGN_IN = {
  en: ['Username or email', 'Password', 'Log in'],
  pt: ['Usuário ou e-mail', 'Senha', 'Entrar'],
}

let stage: Awaited<ReturnType<typeof setStage>>
let browser: Browser
beforeAll(async () => {
  await mkdir(FOLDER, { recursive: true })
  stage = await setStage()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await stage?.cluster.stop()
})

async function openPapo(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ ...options, timezoneId: ZONE })
  const page = await context.newPage()
  await page.clock.setFixedTime(new Date(NOW))
  await page.goto(stage.cluster.url())
  return page
}

async function logIn(page: Page, [name = '', password = '', submit = '']: string[]): Promise<void> {
  await page.getByLabel(name).fill(VIEWER)
  await page.getByLabel(password, { exact: true }).fill(PASSWORD)
  const button = page.getByRole('button', { name: submit, exact: true })
  await ((await hasFinger(page)) ? button.tap() : button.click())
  await page.getByRole('navigation').waitFor()
}

function hasFinger(page: Page): Promise<boolean> {
  return page.evaluate(() => matchMedia('(pointer: coarse)').matches)
}

/** Colours come from ids, which every run makes anew: held still, so that a picture changes only with the app. */
async function paintFaces(page: Page): Promise<void> {
  await page.locator('.avatar').evaluateAll((faces, hues: Record<string, number>) => {
    for (const face of faces)
      face.setAttribute('data-hue', String(hues[face.querySelector('span')?.textContent ?? ''] ?? 0))
  }, HUES)
}

/** The same view in both themes. */
async function take(page: Page, name: string): Promise<void> {
  if (!(await hasFinger(page))) await page.mouse.move(140, 600)
  await paintFaces(page)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.evaluate(() => document.fonts.ready)
    const path = join(FOLDER, `${name}-${colorScheme}.png`)
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' })
  }
}

function idOf(room: string): string {
  return stage.rooms.get(room) ?? ''
}

test('on a desk: the login, a room, its members, the rooms to join, the settings', async () => {
  const page = await openPapo(DESKTOP)
  await page.getByLabel('Username or email').waitFor()
  await take(page, 'login')
  await logIn(page, SIGN_IN.en)
  await page.goto(`${stage.cluster.url()}/#/rooms/${idOf('Harbour festival')}`)
  await page.getByText('tie the lanterns twice').waitFor()
  await tabOf(stage.players.otto).do('typing:set', { roomId: idOf('Harbour festival'), typing: true })
  await page.getByText('is typing').waitFor()
  await take(page, 'room')
  await page.getByRole('button', { name: 'Members' }).click()
  await page.getByText('@nils').waitFor()
  await take(page, 'members')
  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByRole('button', { name: 'Find or create a room' }).click()
  await page.getByText('Lost and found').waitFor()
  await take(page, 'browse')
  await page.keyboard.press('Escape')
  await page.goto(`${stage.cluster.url()}/#/settings/privacy`)
  await page.getByRole('heading', { name: 'Blocked people' }).waitFor()
  await take(page, 'settings')
  await page.context().close()
})

test('on a phone, in Portuguese: the list and a direct conversation', async () => {
  const page = await openPapo(PHONE)
  await logIn(page, SIGN_IN.pt)
  await page.goto(`${stage.cluster.url()}/#/`)
  await page.locator('.room-item').first().waitFor()
  await take(page, 'phone-list')
  await page.goto(`${stage.cluster.url()}/#/rooms/${idOf('bia')}`)
  await page.getByText('Me ajuda a descarregar').waitFor()
  await take(page, 'phone-room')
  await page.context().close()
})
