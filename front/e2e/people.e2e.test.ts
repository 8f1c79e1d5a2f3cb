import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from '../../back/test/harness.js'
import { openBrowser, Visitor } from './visitor.js'

let cluster: Cluster
let browser: Browser
let alice: Visitor
let bob: Visitor
let carol: Visitor

beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 1, haproxy: true })
  browser = await openBrowser()
  const at = cluster.haproxy?.url ?? ''
  alice = await Visitor.arrive(browser, at, 'alice')
  bob = await Visitor.arrive(browser, at, 'bob')
  carol = await Visitor.arrive(browser, at, 'carol')
  await alice.makeRoom('Square')
  await bob.joinRoom('Square')
  await carol.joinRoom('Square')
  await bob.say('Good morning @alice')
  await alice.sees('Good morning')
})
afterAll(async () => {
  await browser?.close()
  await cluster?.stop()
})

const card = (page: Page) => page.getByRole('dialog', { name: 'About' })
const nameOf = (page: Page, person: string) =>
  page.locator('.message-head').getByRole('button', { name: person }).last()
const composer = (page: Page) => page.getByRole('textbox', { name: /^Message / })
/** The direct conversation with one person in the list; it says first how they are. */
const direct = (page: Page, person: string) =>
  page.getByRole('link', { name: new RegExp(`^(Online|Away|Do not disturb|Offline)\\s*${person}`) })
const settings = async ({ page }: Visitor, part: string) => {
  await page.goto(`${cluster.haproxy?.url}/#/settings/${part}`)
}

test('a status is chosen from the own menu, by keyboard, and seen by another at once', async () => {
  const { page } = alice
  await bob.page.getByRole('button', { name: '3 members' }).click()
  await bob.page.getByRole('button', { name: 'alice', exact: false }).first().waitFor()
  await page.locator('.self-button').focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Set a status' }).press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Your status' })
  await dialog.getByRole('button', { name: 'On holiday' }).press('Enter')
  await dialog.getByRole('textbox').press('Enter')
  await dialog.waitFor({ state: 'detached' })
  await bob.page.getByRole('button', { name: /alice.*🏝️/ }).waitFor()
})

test('an emoji of one’s own is picked within the dialog, and Escape closes one thing after another', async () => {
  const { page } = alice
  await page.locator('.self-button').click()
  await page.getByRole('menuitem', { name: 'Set a status' }).click()
  const dialog = page.getByRole('dialog', { name: 'Your status' })
  await dialog.getByRole('button', { name: 'Emoji 🏝️' }).click()
  await page.getByRole('combobox', { name: 'Search emoji' }).fill('parrot')
  await page.getByRole('combobox', { name: 'Search emoji' }).press('Escape')
  await page.getByRole('combobox', { name: 'Search emoji' }).waitFor({ state: 'detached' })
  expect(await dialog.isVisible()).toBe(true)
  await dialog.getByRole('button', { name: 'Emoji 🏝️' }).click()
  await page.getByRole('combobox', { name: 'Search emoji' }).fill('parrot')
  await page.getByText(':parrot:').waitFor()
  await page.getByRole('combobox', { name: 'Search emoji' }).press('Enter')
  await dialog.getByRole('button', { name: 'Emoji 🦜' }).waitFor()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await bob.page.getByRole('button', { name: /alice.*🦜/ }).waitFor()
})

test('the card of someone opens from their name by keyboard and says who they are', async () => {
  const { page } = bob
  await alice.say('Here I am')
  await bob.sees('Here I am')
  const name = nameOf(page, 'alice')
  await name.focus()
  await page.keyboard.press('Enter')
  await card(page).getByText('@alice').waitFor()
  await card(page).getByText('Owner of Square').waitFor()
  await card(page).getByText('Online', { exact: true }).first().waitFor()
  await page.keyboard.press('Escape')
  await card(page).waitFor({ state: 'detached' })
  expect(await name.evaluate((element) => element === document.activeElement)).toBe(true)
  await page.keyboard.press('Enter')
  await card(page).getByRole('button', { name: 'Mention' }).press('Enter')
  await until(async () => (await composer(page).inputValue()) === '@alice ', { what: 'alice is mentioned' })
  await composer(page).fill('')
})

test('the card opens from a mention too, and leads to the direct conversation', async () => {
  const { page } = bob
  await page.locator('button.mention', { hasText: '@alice' }).first().click()
  await card(page).getByRole('button', { name: 'Message' }).click()
  await page.getByRole('heading', { name: 'alice', level: 1 }).waitFor()
  await bob.say('A word with you')
  await direct(alice.page, 'bob').waitFor()
})

test('three people hold one conversation, chosen by keyboard, called after its people', async () => {
  const { page } = alice
  await page.getByRole('button', { name: 'New direct message' }).click()
  const field = page.getByRole('combobox', { name: 'Search people by name' })
  for (const person of ['bob', 'carol']) {
    await field.fill(person)
    await page.getByRole('option', { name: person }).waitFor()
    await until(async () => (await page.getByRole('option').count()) === 1, {
      what: `only ${person} is found`,
    })
    await field.press('Enter')
    await page.getByRole('button', { name: `Remove ${person}` }).waitFor()
  }
  await field.press('Enter')
  await page.getByRole('heading', { name: 'bob, carol', level: 1 }).waitFor()
  const url = page.url()
  await alice.say('The three of us')
  await carol.page.getByRole('link', { name: 'alice, bob' }).click()
  await carol.sees('The three of us')
  // The same people find the same conversation.
  await carol.page.getByRole('button', { name: 'New direct message' }).click()
  for (const person of ['bob', 'alice']) await carol.page.getByRole('option', { name: person }).click()
  await carol.page.getByRole('button', { name: 'Open conversation' }).click()
  await until(() => carol.page.url() === url, { what: 'carol is where they were' })
})

test('a block closes the direct conversation on both sides and folds messages; its end opens it', async () => {
  await direct(alice.page, 'bob').click()
  await direct(bob.page, 'alice').click()
  await composer(alice.page).waitFor()
  await composer(bob.page).waitFor()
  await alice.page.getByRole('button', { name: /About bob$/ }).click()
  await card(alice.page).getByRole('button', { name: 'Block' }).click()
  await alice.page.getByRole('dialog', { name: 'Block bob?' }).getByRole('button', { name: 'Block' }).click()
  await alice.page.getByText('You blocked bob.').last().waitFor()
  await bob.page.getByText('You cannot write to each other here.').waitFor()
  expect(await composer(bob.page).count()).toBe(0)
  await alice.page.keyboard.press('Escape')
  await Promise.all([alice.openRoom('Square'), bob.openRoom('Square')])
  await bob.say('Can @alice hear me?')
  await carol.openRoom('Square')
  await carol.sees('hear me?')
  const folded = alice.page.getByText('Message from someone you blocked')
  await folded.last().waitFor()
  expect(await alice.bodies()).not.toContain('Can @alice hear me?')
  await alice.page.getByRole('button', { name: 'Show', exact: true }).last().click()
  await alice.sees('hear me?')
  await direct(alice.page, 'bob').click()
  await alice.page.getByRole('button', { name: 'Unblock' }).click()
  await composer(alice.page).waitFor()
  await direct(bob.page, 'alice').click()
  await composer(bob.page).waitFor()
  await bob.say('Friends again')
  await alice.sees('Friends again')
})

test('do-not-disturb is a setting that others see, and a second tab follows', async () => {
  const second = await alice.context.newPage()
  await second.goto(`${cluster.haproxy?.url}/#/settings/notifications`)
  await settings(alice, 'notifications')
  const dnd = (page: Page) => page.getByRole('switch', { name: 'Do not disturb' })
  await dnd(second).waitFor()
  await dnd(alice.page).press('Space')
  await until(() => dnd(second).isChecked(), { what: 'the other tab shows it' })
  await bob.page.getByRole('link', { name: /^Do not disturb\s*alice/ }).waitFor()
  await second.close()
  await alice.page.reload()
  await dnd(alice.page).waitFor()
  expect(await dnd(alice.page).isChecked()).toBe(true)
  await dnd(alice.page).press('Space')
  await bob.page.getByRole('link', { name: /^Online\s*alice/ }).waitFor()
})

test('settings survive a reload and speak Portuguese', async () => {
  const { page } = carol
  await settings(carol, 'privacy')
  const receipts = page.getByRole('switch', { name: 'Show others how far I have read' })
  await receipts.click()
  await page.getByRole('link', { name: 'Appearance' }).press('Enter')
  await page.getByText('Português (Brasil)').click()
  await page.getByText('Grande').click()
  await page.reload()
  await page.getByRole('heading', { name: 'Aparência' }).waitFor()
  expect(await page.getByRole('radio', { name: 'Grande' }).isChecked()).toBe(true)
  await page.getByRole('link', { name: 'Privacidade' }).click()
  const mostrar = page.getByRole('switch', { name: 'Mostrar aos outros até onde eu li' })
  await mostrar.waitFor()
  expect(await mostrar.isChecked()).toBe(false)
  await page.getByText('Você não bloqueou ninguém.').waitFor()
  await page.getByRole('link', { name: 'Perfil' }).click()
  await page.getByLabel('Seu nome').fill('Carol Prado')
  await page.getByRole('button', { name: 'Salvar nome' }).click()
  await page.getByText('Salvo').waitFor()
  await alice.page.getByRole('link', { name: 'bob, Carol' }).waitFor()
})

test('on a phone the parts of the settings are screens of their own, and a card is a sheet', async () => {
  const { page } = bob
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${cluster.haproxy?.url}/#/settings`)
  await page.getByRole('link', { name: 'Devices' }).click()
  await page.getByRole('heading', { name: 'Where you are logged in' }).waitFor()
  await page.getByText('This device').waitFor()
  await page.getByRole('link', { name: 'All settings' }).click()
  await page.getByRole('link', { name: 'Profile' }).waitFor()
  await page.goto(cluster.haproxy?.url ?? '')
  await page.getByRole('link', { name: 'Square' }).click()
  await nameOf(page, 'alice').click()
  const sheet = page.getByRole('dialog', { name: 'alice' })
  await sheet.getByRole('button', { name: 'Message' }).waitFor()
  await sheet.getByRole('button', { name: 'Close' }).click()
  await sheet.waitFor({ state: 'detached' })
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(wide).toBeLessThanOrEqual(390)
})

test('nothing went wrong in the pages', () => {
  expect([...alice.problems, ...bob.problems, ...carol.problems]).toEqual([])
})
