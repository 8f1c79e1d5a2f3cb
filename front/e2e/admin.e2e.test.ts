import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from '../../back/test/harness.js'
import { openBrowser, Visitor } from './visitor.js'

let cluster: Cluster
let browser: Browser
let olga: Visitor
let bob: Visitor

beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 1 })
  browser = await openBrowser()
  olga = await Visitor.arrive(browser, cluster.url(0), 'olga')
  bob = await Visitor.arrive(browser, cluster.url(1), 'bob')
})
afterAll(async () => {
  await browser?.close()
  await cluster?.stop()
})

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: `@${name}` })

async function choose(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

async function itemsOfOwnMenu(page: Page): Promise<string[]> {
  await page.locator('.self-button').click()
  await page.getByRole('menuitem', { name: 'Settings' }).waitFor()
  const items = await page.getByRole('menuitem').allInnerTexts()
  await page.keyboard.press('Escape')
  await page.getByRole('menu').waitFor({ state: 'detached' })
  return items
}

async function openAdmin(visitor: Visitor, part: string): Promise<void> {
  await visitor.page.goto(`${new URL(visitor.page.url()).origin}/#/admin/${part}`)
  await visitor.page.getByRole('heading', { name: 'Administration' }).waitFor()
}

test('a member is told that this is not for them, an owner sees figures', async () => {
  await openAdmin(bob, 'users')
  await bob.page.getByText('This is for administrators').waitFor()
  expect(await itemsOfOwnMenu(bob.page)).not.toContain('Administration')
  expect(await itemsOfOwnMenu(olga.page)).toContain('Administration')
  await olga.page.locator('.self-button').click()
  await olga.page.getByRole('menuitem', { name: 'Administration' }).click()
  await olga.page.getByText('active in the last 7 days').waitFor()
  expect(await olga.page.locator('.days li').count()).toBe(14)
})

test('a role that is given opens the administration to someone at once, and is taken back', async () => {
  await openAdmin(olga, 'users')
  await choose(olga.page, 'bob', 'Make admin')
  await rowOf(olga.page, 'bob').getByText('Admin', { exact: true }).waitFor()
  await rowOf(bob.page, 'olga').waitFor()
  expect(await bob.page.getByRole('button', { name: 'Actions for olga' }).count()).toBe(0)
  await choose(olga.page, 'bob', 'Make member')
  await bob.page.getByText('This is for administrators').waitFor()
})

test('people are found by email; their sessions are seen and ended', async () => {
  const carol = await Visitor.arrive(browser, cluster.url(1), 'carol')
  await olga.page.getByRole('searchbox').fill('carol@example')
  await rowOf(olga.page, 'bob').waitFor({ state: 'detached' })
  await olga.page.getByRole('button', { name: '1 session of carol' }).click()
  await olga.page.getByRole('button', { name: 'Log out everywhere' }).click()
  await carol.page.getByText('You were logged out.').waitFor()
  await olga.page.getByText('Nowhere at the moment.').waitFor()
  await olga.page.keyboard.press('Escape')
  await olga.page.getByRole('button', { name: '0 sessions of carol' }).waitFor()
  await carol.context.close()
})

test('a ban is asked about, throws someone out, and keeps them out until it is lifted', async () => {
  await olga.page.getByRole('searchbox').fill('')
  await choose(olga.page, 'bob', 'Ban')
  await olga.page.getByRole('dialog').getByText('cannot come back').waitFor()
  await olga.page.getByRole('dialog').getByRole('button', { name: 'Ban', exact: true }).click()
  await rowOf(olga.page, 'bob').getByText('Banned').waitFor()
  await bob.page.getByText('You were logged out.').waitFor()
  await choose(olga.page, 'bob', 'Lift ban')
  await rowOf(olga.page, 'bob').getByText('Member').waitFor()
})

test('a room is deleted after a question; the one where everyone starts cannot be', async () => {
  await olga.page.getByRole('link', { name: 'Welcome' }).click()
  await olga.makeRoom('Old times')
  await openAdmin(olga, 'rooms')
  await olga.page.getByRole('button', { name: 'Delete Old times' }).click()
  await olga.page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await olga.page.getByRole('link', { name: 'Old times' }).waitFor({ state: 'detached' })
  await olga.page.getByRole('row').filter({ hasText: 'Old times' }).waitFor({ state: 'detached' })
  expect(await olga.page.getByRole('button', { name: /^Delete / }).count()).toBe(0)
})

test('limits are checked, saved, and found again', async () => {
  await openAdmin(olga, 'settings')
  const field = olga.page.getByLabel('Messages at once')
  await field.fill('many')
  await olga.page.getByRole('button', { name: 'Save limits' }).click()
  await olga.page.getByText('A whole number from 1 to 100,000').waitFor()
  await field.fill('7')
  await olga.page.getByRole('button', { name: 'Save limits' }).click()
  await olga.page.getByText('Saved', { exact: true }).waitFor()
  await olga.page.reload()
  await until(async () => (await field.inputValue()) === '7')
})

test('where one must be invited, the login says so', async () => {
  await olga.page.getByLabel('Only who is invited').check()
  const context = await browser.newContext({ locale: 'en-US' })
  const page = await context.newPage()
  await page.goto(cluster.url(1))
  await page.getByRole('button', { name: 'Create an account' }).click()
  await page.getByText('Accounts are made by invitation here.').waitFor()
  expect(await page.getByLabel('Username').count()).toBe(0)
  await context.close()
  expect([...olga.problems, ...bob.problems]).toEqual([])
})
