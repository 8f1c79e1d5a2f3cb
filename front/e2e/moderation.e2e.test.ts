import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from '../../back/test/harness.js'
import { openBrowser, Visitor } from './visitor.js'

let cluster: Cluster
let browser: Browser
let alice: Visitor
let bob: Visitor
let link: string

beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 1, haproxy: true })
  browser = await openBrowser()
  alice = await Visitor.arrive(browser, address(), 'alice')
})
afterAll(async () => {
  await browser?.close()
  await cluster?.stop()
})

function address(): string {
  if (!cluster.haproxy) throw new Error('no HAProxy')
  return cluster.haproxy.url
}

async function fromRoomMenu({ page }: Visitor, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More about this room' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** Opens a part of the settings of the room that is on the screen. */
async function openSettings(visitor: Visitor, part: string): Promise<Page> {
  await fromRoomMenu(visitor, 'Room settings')
  await visitor.page.getByRole('tab', { name: part }).click()
  return visitor.page
}

async function closeSettings({ page }: Visitor): Promise<void> {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** Chooses from the menu about a member in the settings. */
async function about(page: Page, name: string, act: string): Promise<void> {
  await page.getByRole('button', { name: `What to do about ${name}` }).click()
  await page.getByRole('menu').getByText(act, { exact: true }).click()
}

async function confirm(page: Page, act: string): Promise<void> {
  await page.getByRole('dialog').last().getByRole('button', { name: act, exact: true }).click()
}

const writing = ({ page }: Visitor) => page.getByRole('textbox', { name: /^Message / })

test('a link brings someone new from a fresh browser into the room, on another instance', async () => {
  await alice.makeRoom('Attic')
  const settings = await openSettings(alice, 'Overview')
  await settings.getByLabel('Topic').fill('Under the roof')
  await settings.getByText('Private', { exact: true }).click()
  await settings.getByText('Nobody else will find the room').waitFor()
  await settings.getByRole('button', { name: 'Save changes' }).click()
  await settings.getByText('Saved').waitFor()
  await closeSettings(alice)

  await fromRoomMenu(alice, 'Invite people')
  await alice.page.getByLabel('For', { exact: true }).selectOption({ label: '1 person' })
  await alice.page.getByRole('button', { name: 'Make a link' }).click()
  link = await alice.page.getByRole('textbox', { name: 'Invite link' }).inputValue()
  await closeSettings(alice)

  bob = await Visitor.follow(browser, link, 'bob')
  await bob.page.getByRole('heading', { name: 'Attic', level: 1 }).waitFor()
  expect(bob.instanceId).not.toBe(alice.instanceId)
  await bob.say('So this is the attic')
  await alice.sees('So this is the attic')
})

test('a link that is used up says so, and the way on', async () => {
  const context = await browser.newContext({ locale: 'pt-BR', viewport: { width: 390, height: 844 } })
  const page = await context.newPage()
  await page.goto(link)
  await page.getByRole('heading', { name: 'Este convite não vale mais' }).waitFor()
  await page.getByRole('button', { name: 'Continuar sem ele' }).click()
  await page.getByText('Converse sem perder nada.').waitFor()
  await context.close()
})

test('what is changed about a room reaches the other at once', async () => {
  const settings = await openSettings(alice, 'Overview')
  await settings.getByRole('textbox', { name: 'Name' }).fill('Loft')
  await settings.getByRole('button', { name: 'Save changes' }).click()
  await bob.page.getByRole('heading', { name: 'Loft', level: 1 }).waitFor()
  await closeSettings(alice)
})

test('a mute closes the composer of the other until it is lifted', async () => {
  const settings = await openSettings(alice, 'Members')
  await about(settings, 'bob', 'Mute…')
  await settings.getByRole('radio', { name: '1 day' }).check()
  await confirm(settings, 'Mute')
  await writing(bob).waitFor({ state: 'detached' })
  await settings.getByText('Muted until').waitFor()
  await about(settings, 'bob', 'Lift the mute')
  await writing(bob).waitFor()
  await closeSettings(alice)
})

test('an admin has what a member has not', async () => {
  await fromRoomMenu(bob, 'Room settings')
  await bob.page.getByRole('tab', { name: 'Members' }).click()
  await bob.page.getByText('@alice').waitFor()
  expect(await bob.page.getByRole('tab').allInnerTexts()).toEqual(['Overview', 'For me', 'Members'])
  expect(await bob.page.getByRole('button', { name: /What to do about/ }).count()).toBe(0)

  const settings = await openSettings(alice, 'Members')
  await about(settings, 'bob', 'Admin')
  await bob.page.getByRole('tab', { name: 'Log' }).click()
  await bob.page.getByText('alice made bob an admin').waitFor()
  await about(settings, 'bob', 'Member')
  await bob.page.getByRole('tab', { name: 'Log' }).waitFor({ state: 'detached' })
  await closeSettings(bob)
  await closeSettings(alice)
})

test('who is removed loses the room at once, who is banned finds no way back until the ban is lifted', async () => {
  const settings = await openSettings(alice, 'Invite links')
  await settings.getByRole('button', { name: 'Make a link' }).click()
  const open = await settings.getByRole('textbox', { name: 'Invite link' }).first().inputValue()
  await settings.getByRole('tab', { name: 'Members' }).click()
  await about(settings, 'bob', 'Remove from room…')
  await confirm(settings, 'Remove')
  await bob.page.getByRole('link', { name: 'Loft' }).waitFor({ state: 'detached' })
  expect(await bob.page.getByText('So this is the attic').count()).toBe(0)

  await bob.page.goto(open)
  await bob.page.getByRole('button', { name: 'Join Loft' }).click()
  await bob.page.getByRole('heading', { name: 'Loft', level: 1 }).waitFor()
  await settings.getByText('@bob').waitFor()
  await about(settings, 'bob', 'Ban from room…')
  await confirm(settings, 'Ban')
  await bob.page.getByRole('link', { name: 'Loft' }).waitFor({ state: 'detached' })
  await bob.page.goto(open)
  await bob.page.getByRole('button', { name: 'Join Loft' }).click()
  await bob.page.getByRole('heading', { name: 'You were banned from this room' }).waitFor()

  await settings.getByRole('tab', { name: 'Bans' }).click()
  await settings.getByRole('button', { name: 'Lift ban on bob' }).click()
  await settings.getByText('Nobody is banned').waitFor()
  await bob.page.reload()
  await bob.page.getByRole('button', { name: 'Join Loft' }).click()
  await bob.page.getByRole('heading', { name: 'Loft', level: 1 }).waitFor()
  await closeSettings(alice)
})

test('the log tells all of it, the latest first', async () => {
  const settings = await openSettings(alice, 'Log')
  const entries = settings.getByRole('list', { name: 'Log' }).locator('span[dir=auto]')
  await entries.first().waitFor()
  const said = (await entries.allInnerTexts()).map((line) => line.replace(/until .*/, 'until then'))
  expect(said).toEqual([
    'bob came in by a link from alice',
    'alice lifted the ban of bob',
    'alice banned bob',
    'bob came in by a link from alice',
    'alice removed bob',
    'alice made an invite link',
    'alice made bob a plain member',
    'alice made bob an admin',
    'alice lifted the mute of bob',
    'alice muted bob until then',
    'alice renamed the room to Loft',
    'bob came in by a link from alice',
    'alice made an invite link',
    'alice changed the topic to “Under the roof”',
    'alice made the room private',
    'alice made the room as Attic',
  ])
  await closeSettings(alice)
})

test('with the keyboard alone one reaches what can be done about a member, and the focus comes back', async () => {
  const { page } = alice
  await page.getByRole('button', { name: 'More about this room' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Room settings' }).waitFor()
  await page.keyboard.type('Room')
  await page.keyboard.press('Enter')
  await page.getByRole('tab', { name: 'Overview' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  const more = page.getByRole('button', { name: 'What to do about bob' })
  await more.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menu').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('menu').waitFor({ state: 'detached' })
  await until(() => more.evaluate((button) => button === document.activeElement), {
    what: 'the focus is where the menu came from',
  })
  await closeSettings(alice)
})

test('at the width of a phone nothing is cut off, and the room goes with its name typed', async () => {
  const { page } = alice
  await page.setViewportSize({ width: 390, height: 844 })
  await openSettings(alice, 'Overview')
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(wide).toBeLessThanOrEqual(390)
  await page.getByRole('button', { name: 'Delete room' }).click()
  const last = page.getByRole('button', { name: 'Delete for good' })
  expect(await last.isDisabled()).toBe(true)
  await page.getByLabel('Type Loft to confirm').fill('Loft')
  await last.click()
  await bob.page.getByRole('link', { name: 'Loft' }).waitFor({ state: 'detached' })
  await page.getByText('Loft was deleted.').waitFor()
})

test('nothing went wrong in the pages', () => {
  expect([...alice.problems, ...bob.problems]).toEqual([])
})
