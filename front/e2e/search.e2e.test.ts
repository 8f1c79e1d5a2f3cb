import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from '../../back/test/harness.js'
import { openBrowser, Visitor } from './visitor.js'

let cluster: Cluster
let browser: Browser
let alice: Visitor
let bob: Visitor

beforeAll(async () => {
  cluster = await Cluster.start({ instances: 1, workers: 1 })
  browser = await openBrowser()
  alice = await Visitor.arrive(browser, cluster.url(), 'alice')
  bob = await Visitor.arrive(browser, cluster.url(), 'bob')
  await alice.makeRoom('Harbour')
  await bob.joinRoom('Harbour')
  await bob.say('The café at the pier opens at nine, see https://pier.example')
  await alice.sees('The café at the pier')
  await talkOn(alice.page, 140)
  await alice.makeRoom('Tea & cake')
  await alice.say('A reunião é no café de sempre')
  await alice.sees('A reunião é')
  await alice.openRoom('Harbour')
})
afterAll(async () => {
  await browser?.close()
  await cluster?.stop()
})

/** Many messages, as another client of the same person sends them. */
async function talkOn(page: Page, count: number): Promise<void> {
  const roomId = /rooms\/([\w-]+)/.exec(page.url())?.[1] ?? ''
  await page.evaluate(
    async ({ roomId, count }) => {
      for (let n = 1; n <= count; n++)
        await fetch(`/api/rooms/${roomId}/messages`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ clientId: crypto.randomUUID(), body: `Boat number ${n} is in` }),
        })
    },
    { roomId, count },
  )
  await alice.sees(`Boat number ${count} is in`)
}

const field = (page: Page) => page.getByRole('combobox', { name: 'Search messages in your rooms' })
const hits = (page: Page) => page.locator('.hit')
const found = (page: Page) => page.locator('.hit-text').allInnerTexts()
const finds = (page: Page, texts: string[]) =>
  until(async () => (await found(page)).join('\n') === texts.join('\n'), {
    what: `found: ${texts.join(', ')}`,
  })
const highlighted = (page: Page) => page.locator('.message[data-highlighted="true"]')

const REUNIAO = 'A reunião é no café de sempre'
const PIER = 'The café at the pier opens at nine, see https://pier.example'

test('typing finds parts of words without accents, marks them, and filters narrow it down', async () => {
  const { page } = alice
  await page.keyboard.press('Control+Shift+F')
  await field(page).pressSequentially('CAFE')
  await finds(page, [REUNIAO, PIER])
  expect(await page.locator('.hit mark').allInnerTexts()).toEqual(['café', 'café'])
  await field(page).pressSequentially(' from:bo')
  await page.getByRole('option', { name: 'bob' }).waitFor()
  await page.keyboard.press('Enter')
  expect(await field(page).inputValue()).toBe('CAFE from:bob ')
  await finds(page, [PIER])
  await page.getByRole('button', { name: 'Take away the filter “from bob”' }).click()
  await finds(page, [REUNIAO, PIER])
  await page.getByRole('button', { name: 'In', exact: true }).click()
  await page.getByRole('option', { name: 'Tea & cake' }).click()
  expect(await field(page).inputValue()).toBe('CAFE in:"Tea & cake" ')
  await finds(page, [REUNIAO])
})

test('a hit far up in the history opens where it was said, beside the list', async () => {
  const { page } = alice
  await field(page).fill('pier')
  await finds(page, [PIER])
  await hits(page).first().click()
  await highlighted(page).waitFor()
  expect(await highlighted(page).innerText()).toContain('The café at the pier')
  expect(await found(page)).toEqual([PIER])
  expect(page.url()).toMatch(/#\/rooms\/[\w-]+\/\d+$/)
})

test('the keyboard alone goes through the list, page after page, and out of it', async () => {
  const { page } = alice
  await field(page).fill('boat number')
  await until(async () => (await hits(page).count()) === 20)
  for (let n = 0; n < 25; n++) {
    await field(page).press('ArrowDown')
    await until(async () => (await page.locator('.hit[aria-selected="true"]').count()) === 1)
  }
  await until(async () => (await hits(page).count()) > 20, { what: 'the next page' })
  const chosen = await page.locator('.hit[aria-selected="true"] .hit-text').innerText()
  await field(page).press('Enter')
  await highlighted(page).waitFor()
  expect(await highlighted(page).innerText()).toContain(chosen)
  await until(() => field(page).evaluate((input) => input === document.activeElement), { what: 'focus' })
  await field(page).press('Escape')
  expect(await field(page).inputValue()).toBe('')
  await page.getByRole('option', { name: 'boat number' }).waitFor()
  await field(page).press('Escape')
  await field(page).waitFor({ state: 'detached' })
})

test('the search of a room begins with the room; a reload keeps what was asked', async () => {
  const { page } = alice
  await page.getByRole('button', { name: 'Search in this room' }).click()
  await until(async () => (await field(page).inputValue()) === 'in:Harbour ')
  await field(page).pressSequentially('nine has:link')
  await finds(page, [PIER])
  await until(() => decodeURIComponent(page.url()).includes('in:Harbour nine has:link'))
  await page.reload()
  await finds(page, [PIER])
  await field(page).fill('')
  await until(() => page.url().endsWith('#/search'), { what: 'the address forgets it' })
  await field(page).pressSequentially('no such thing anywhere', { delay: 60 })
  expect(await field(page).inputValue()).toBe('no such thing anywhere')
  await page.getByText('Nothing found').waitFor()
  await page.getByRole('region', { name: 'Search' }).getByRole('button', { name: 'Close' }).click()
  await field(page).waitFor({ state: 'detached' })
})

test('what the server refuses is said in words, with a way on', async () => {
  const { page } = alice
  await page.route('**/api/search?**', (route) => route.abort())
  await page.keyboard.press('Control+Shift+F')
  await field(page).fill('pier')
  await page.getByText('The search took too long').waitFor()
  await page.unroute('**/api/search?**')
  await page.getByRole('button', { name: 'Try again' }).click()
  await finds(page, [PIER])
  expect(alice.problems).toEqual([])
})

test('on a phone, in Portuguese, the search is a screen to which one comes back', async () => {
  const { page } = bob
  await page.evaluate(() => localStorage.setItem('papo:language', 'pt-BR'))
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${cluster.url()}/#/search`)
  await page.reload()
  const input = page.getByRole('combobox', { name: 'Buscar mensagens nas suas salas' })
  await input.fill('PIÉR')
  await finds(page, [PIER])
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  await page.getByRole('option').first().click()
  await highlighted(page).waitFor()
  await page.goBack()
  await finds(page, [PIER])
  expect(await input.inputValue()).toBe('PIÉR')
  expect(bob.problems).toEqual([])
})
