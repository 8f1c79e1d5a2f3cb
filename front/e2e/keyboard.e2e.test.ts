import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from '../../back/test/harness.js'
import type { Person } from '../../back/test/person.js'
import { openBrowser } from './visitor.js'

const PASSWORD = 'five wild parrots'
/** More tab stops than any way through a screen should take. */
const PATIENCE = 60

let cluster: Cluster
let browser: Browser
let bob: Person
let page: Page
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 1, workers: 1 })
  bob = await cluster.person('bob')
  browser = await openBrowser()
  page = await (await browser.newContext({ locale: 'en-US' })).newPage()
  await page.goto(cluster.url())
})
afterAll(async () => {
  await browser?.close()
  await cluster?.stop()
})

const press = (...keys: string[]) =>
  keys.reduce(async (before, key) => {
    await before
    await page.keyboard.press(key)
  }, Promise.resolve())
const isFocused = (what: Locator) => what.evaluate((element) => element === document.activeElement)
const field = () => page.getByRole('textbox', { name: /^Message / })
const focusedMessage = () => page.locator('[data-row]:focus')

/** Goes from stop to stop, each of which shows that it is one, until it is there. */
async function tabTo(what: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await what.first().waitFor()
  for (let stop = 0; stop < PATIENCE; stop++) {
    if (await isFocused(what.first())) return
    await press(key)
    const shown = await page.evaluate(() => {
      const now = document.activeElement
      return now === document.body || now?.matches(':focus-visible, iframe') === true
    })
    expect(shown, 'the focus can be seen').toBe(true)
  }
  throw new Error(`no way there by ${key}: ${what.toString()}`)
}

async function say(text: string): Promise<void> {
  await until(() => isFocused(field()), { what: 'the field has the focus' })
  await page.keyboard.type(text)
  await press('Enter')
  await page.locator('.message-text', { hasText: text }).waitFor()
}

/** To the newest message, once it has its place: one stop before the field. */
async function toMessages(): Promise<void> {
  const placed = () => page.locator('[data-row]').last().getAttribute('data-seq')
  await until(async () => (await placed()) !== null, { what: 'the newest message can be acted on' })
  await tabTo(field())
  await tabTo(focusedMessage().or(page.locator('[data-row]').last()), 'Shift+Tab')
}

test('an account is made', async () => {
  await tabTo(page.getByRole('button', { name: 'Create an account' }))
  await press('Enter')
  await tabTo(page.getByLabel('Username'))
  await page.keyboard.type('alice')
  await tabTo(page.getByLabel('Email'))
  await page.keyboard.type('alice@example.org')
  await tabTo(page.getByLabel('Password', { exact: true }))
  await page.keyboard.type(PASSWORD)
  await press('Enter')
  await page.getByRole('navigation', { name: 'Rooms and people' }).waitFor()
})

test('rooms are switched by name, and one after the other', async () => {
  const users = (await bob.ok<{ items: { id: string; username: string }[] }>('GET', '/users')).items
  const alice = users.find(({ username }) => username === 'alice')?.id
  for (const name of ['Parrots', 'Quiet corner']) {
    const { id } = await bob.room(name)
    await bob.ok('POST', `/rooms/${id}/members`, { userId: alice })
  }
  await page.getByRole('link', { name: 'Quiet corner' }).waitFor()
  await press('Control+k')
  await page.getByRole('combobox').waitFor()
  await page.keyboard.type('parr')
  await page
    .getByRole('option', { name: /Parrots/ })
    .first()
    .waitFor()
  await press('Enter')
  await page.getByRole('heading', { name: 'Parrots', level: 1 }).waitFor()
  await press('Alt+ArrowDown')
  await page.getByRole('heading', { name: 'Parrots', level: 1 }).waitFor({ state: 'detached' })
  await press('Alt+ArrowUp')
  await page.getByRole('heading', { name: 'Parrots', level: 1 }).waitFor()
})

test('a dialog takes the focus to where one types, a question to what harms nobody; both give it back', async () => {
  const find = page.getByRole('button', { name: 'Find or create a room' })
  await tabTo(find)
  await press('Enter')
  await page.getByRole('dialog').waitFor()
  await until(() => isFocused(page.getByRole('searchbox')), { what: 'the search has the focus' })
  await press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await isFocused(find)).toBe(true)
  await tabTo(page.getByRole('button', { name: 'More about this room' }))
  await press('Enter')
  await page.getByRole('menuitem', { name: 'Leave room' }).waitFor()
  await press('End', 'Enter')
  await until(() => isFocused(page.getByRole('button', { name: 'Cancel' })), { what: 'Cancel has the focus' })
  await press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
})

test('one writes, and changes what one wrote', async () => {
  await tabTo(field())
  await say('Hello form the keyboard')
  await page.locator('[data-delivery="sent"], [data-delivery="saved"]').first().waitFor()
  await press('ArrowUp')
  await page.getByText('Editing your message').waitFor()
  await press('Control+a')
  await say('Hello from the keyboard')
  await page.getByText('(edited)').waitFor()
})

test('one reacts to a message and answers it', async () => {
  await toMessages()
  await press('+')
  await page
    .getByRole('button', { name: /^React with / })
    .first()
    .waitFor()
  await press('Enter')
  await page.locator('.reaction, .reactions button').first().waitFor()
  await toMessages()
  await press('r')
  await page.getByText('Replying to').waitFor()
  await say('An answer')
})

test('one opens a thread, writes there, and comes back', async () => {
  await toMessages()
  await press('t')
  const panel = page.getByRole('complementary', { name: 'Thread' })
  await panel.waitFor()
  await until(() => isFocused(panel.getByRole('textbox')), { what: 'the thread’s field has the focus' })
  await page.keyboard.type('Under it')
  await press('Enter')
  await panel.getByText('Under it').waitFor()
  await press('Escape')
  await panel.waitFor({ state: 'detached' })
  await page.getByText('1 reply').waitFor()
})

test('one finds a message and goes there', async () => {
  await until(async () => {
    const found = await bob.ok<{ items: object[] }>('GET', '/search?q=keyboard')
    return found.items.length > 0
  })
  await press('Control+g')
  const box = page.getByRole('combobox').or(page.getByRole('searchbox')).first()
  await until(() => isFocused(box), { what: 'the search has the focus' })
  await page.keyboard.type('keyb')
  await page.getByRole('option').filter({ hasText: 'Hello from' }).waitFor()
  await press('ArrowDown', 'Enter')
  await page.waitForURL(/#\/rooms\/[^/]+\/\d+/)
  await press('Escape')
})

test('one opens the settings, chooses a theme, logs out, and comes back', async () => {
  await tabTo(page.getByRole('link', { name: 'Settings', exact: true }))
  await press('Enter')
  await tabTo(page.getByRole('link', { name: 'Appearance' }))
  await press('Enter')
  const light = page.getByRole('radio', { name: 'System' }).first()
  await tabTo(light)
  await press('ArrowRight')
  await until(() => page.evaluate(() => document.documentElement.dataset['theme'] === 'light'))
  await tabTo(page.getByRole('button', { name: 'Log out' }), 'Shift+Tab')
  await press('Enter')
  await page.getByRole('button', { name: 'Log in' }).waitFor()
  await page.keyboard.type('alice')
  await press('Tab')
  await page.keyboard.type(PASSWORD)
  await press('Enter')
  await page.getByRole('navigation', { name: 'Rooms and people' }).waitFor()
})
