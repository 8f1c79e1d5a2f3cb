import { mkdtempSync } from 'node:fs'
import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from '../../back/test/harness.js'
import type { Person } from '../../back/test/person.js'
import { ROOT } from '../../scripts/run.mjs'
import { openBrowser, Visitor } from './visitor.js'

/** What a page would have let a person hear and see, counted. */
type Noticed = { sounds: number; notifications: string[] }

const webDir = mkdtempSync(join(tmpdir(), 'papo-shell-'))
let cluster: Cluster
let browser: Browser
let alice: Visitor
let bob: Person
let rooms: Record<'plan' | 'kitchen' | 'direct', string>

beforeAll(async () => {
  // A copy, which may become another version.
  await cp(process.env['WEB_DIR'] ?? join(ROOT, 'front/dist'), webDir, { recursive: true })
  cluster = await Cluster.start({ instances: 1, workers: 1, env: { WEB_DIR: webDir } })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await cluster?.stop()
  await rm(webDir, { recursive: true })
})

const said = async (roomId: string, body: string): Promise<number> => {
  const wish = { clientId: uuidv7(), body }
  return (await bob.ok<{ seq: number }>('POST', `/rooms/${roomId}/messages`, wish)).seq
}
const room = async (path: string, body: object) =>
  (await bob.ok<{ room: { id: string } }>('POST', path, body)).room.id
const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 }).waitFor()
const link = (name: string | RegExp) => alice.page.getByRole('link', { name })

test('whoever is alone here is told what to do next', async () => {
  alice = await Visitor.arrive(browser, cluster.url(), 'alice')
  const { page } = alice
  await page.getByText('You are the only one so far.').waitFor()
  await page.getByRole('button', { name: 'Invite people by a link' }).click()
  expect(await page.getByLabel('Whoever opens this link').inputValue()).toContain('#/invite/')
  await page.getByRole('button', { name: 'Make a room' }).click()
  await page.getByRole('dialog', { name: 'New room' }).waitFor()
  await page.keyboard.press('Escape')
})

test('rooms that one is let into appear at once, and the hint is gone', async () => {
  bob = await cluster.person('bob')
  const me = await alice.page.evaluate(() => localStorage.getItem('papo:signed-in'))
  if (me === null) throw new Error('alice is not logged in')
  const plan = await room('/rooms', { name: 'Plano de ação', kind: 'private' })
  const kitchen = await room('/rooms', { name: 'Kitchen', kind: 'private' })
  for (const id of [plan, kitchen]) await bob.ok('POST', `/rooms/${id}/members`, { userId: me })
  rooms = { plan, kitchen, direct: await room('/direct', { userIds: [me] }) }
  for (const id of Object.values(rooms)) await said(id, 'first')
  await link(/^Public room Welcome|^.*Plano de ação/)
    .first()
    .waitFor()
  await link(/bob.*1 unread message/).waitFor()
  await alice.page.getByText('You are the only one so far.').waitFor({ state: 'detached' })
})

test('the keyboard alone leads to rooms and people', async () => {
  const { page } = alice
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox')
  await field.fill('acao')
  await page.getByRole('option', { name: /Plano de ação/, selected: true }).waitFor()
  await field.press('Enter')
  await heading(page, 'Plano de ação')
  await page.keyboard.press('Control+k')
  await field.fill('bo')
  await page.getByRole('option', { name: /bob/, selected: true }).waitFor()
  await field.press('ArrowDown')
  await page.getByRole('option', { name: 'Search messages for “bo”', selected: true }).waitFor()
  await field.press('ArrowUp')
  await field.press('Enter')
  await heading(page, 'bob')
  await page.keyboard.press('Control+k')
  await field.press('Escape')
  await field.waitFor({ state: 'detached' })
})

test('shortcuts go through the list, to what is unread, and say what they are', async () => {
  const { page } = alice
  await alice.openRoom('Plano de ação')
  await said(rooms.direct, 'are you there?')
  await link(/bob.*1 unread/).waitFor()
  await page.keyboard.press('Alt+Shift+ArrowDown')
  await heading(page, 'bob')
  await page.keyboard.press('Alt+Shift+ArrowDown')
  await heading(page, 'Kitchen')
  await page.keyboard.press('Alt+ArrowUp')
  await heading(page, 'bob')
  await page.keyboard.press('Control+/')
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await help.getByText('Previous unread room').waitFor()
  await page.keyboard.press('Alt+ArrowDown')
  await page.keyboard.press('Escape')
  await help.waitFor({ state: 'detached' })
  await heading(page, 'bob')
})

test('a room is pinned, muted and marked as read from its menu', async () => {
  const { page } = alice
  const list = page.getByRole('navigation', { name: 'Rooms and people' })
  const menu = async (item: string) => {
    await link(/Kitchen/).click({ button: 'right' })
    await page.getByRole('menuitem', { name: item }).click()
  }
  await menu('Pin to the top')
  await list.getByRole('button', { name: 'Pinned' }).waitFor()
  await said(rooms.kitchen, 'who cooks?')
  await link(/Kitchen.*unread/).waitFor()
  await menu('Mark as read')
  await link(/Kitchen$/).waitFor()
  await list.getByRole('button', { name: 'More about Kitchen' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Mute' }).click()
  await link(/Kitchen Muted/).waitFor()
  await page.reload()
  await link(/Kitchen Muted/).waitFor()
  await menu('Unmute')
  await menu('Unpin')
  await list.getByRole('button', { name: 'Pinned' }).waitFor({ state: 'detached' })
})

test('the menu at the head of the open room knows what is unread there', async () => {
  const { page } = alice
  await alice.openRoom('Kitchen')
  await page.locator('.message', { hasText: 'who cooks?' }).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Mark unread from here' }).click()
  const more = page.getByRole('button', { name: 'More about this room' })
  await more.click()
  await page.getByRole('menuitem', { name: 'Mark as read' }).click()
  await more.click()
  await page.getByRole('menuitem', { name: 'Mute' }).waitFor()
  expect(await page.getByRole('menuitem', { name: 'Mark as read' }).count()).toBe(0)
  await page.keyboard.press('Escape')
})

test('the title and the icon count what is meant for oneself, in every tab', async () => {
  const { page, context } = alice
  await alice.openRoom('Plano de ação')
  const other = await context.newPage()
  await other.goto(page.url())
  await heading(other, 'Plano de ação')
  const icon = (tab: Page) => tab.locator('link[rel="icon"]').getAttribute('href')
  await said(rooms.direct, 'one')
  for (const tab of [page, other])
    await until(async () => (await tab.title()).startsWith('(1)') && (await icon(tab))?.includes('%3E1%3C'), {
      what: 'both tabs count it',
    })
  await page.bringToFront()
  await alice.openRoom('bob')
  for (const tab of [page, other])
    await until(async () => !(await tab.title()).startsWith('(') && (await icon(tab)) === '/favicon.svg', {
      what: 'it is read in both',
    })
  await other.close()
})

/** Counts what the page would have let its person hear and see. */
async function listen(page: Page, focused: boolean): Promise<() => Promise<Noticed>> {
  await page.addInitScript((looked) => {
    const noticed: Noticed = { sounds: 0, notifications: [] }
    const silent = { setValueAtTime: () => 0, exponentialRampToValueAtTime: () => 0 }
    const node = {
      connect: (next: unknown) => next,
      frequency: {},
      gain: silent,
      start: () => 0,
      stop: () => 0,
    }
    class Speaker {
      state = 'running'
      currentTime = 0
      destination = node
      resume = () => Promise.resolve()
      createGain = () => node
      createOscillator = () => ({ ...node, start: () => void noticed.sounds++ })
    }
    class Shown {
      static permission = 'granted'
      constructor(title: string) {
        noticed.notifications.push(title)
      }
    }
    Object.assign(window, { AudioContext: Speaker, Notification: Shown, noticed })
    ServiceWorkerRegistration.prototype.showNotification = (title) => {
      noticed.notifications.push(title)
      return Promise.resolve()
    }
    if (!looked) document.hasFocus = () => false
  }, focused)
  await page.reload()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await until(() => page.evaluate(() => document.querySelector('.toasts') !== null), { what: 'it is ready' })
  return () => page.evaluate(() => (window as unknown as { noticed: Noticed }).noticed)
}

test('a message elsewhere makes one sound and a note that leads to it; one in the open room makes none', async () => {
  const { page } = alice
  await alice.openRoom('Plano de ação')
  const noticed = await listen(page, true)
  await until(async () => (await alice.bodies()).length > 0, { what: 'the room is shown' })
  await said(rooms.plan, 'here')
  await alice.sees('here')
  expect(await noticed()).toEqual({ sounds: 0, notifications: [] })
  const seq = await said(rooms.direct, 'over there')
  const note = page
    .getByRole('region', { name: 'New messages' })
    .getByRole('button', { name: /bob.*over there/ })
  await note.waitFor()
  // Two notes, one sound; the desktop keeps quiet while someone looks at the app.
  expect(await noticed()).toEqual({ sounds: 2, notifications: [] })
  await note.click()
  await alice.sees('over there')
  expect(page.url()).toContain(`#/rooms/${rooms.direct}/${seq}`)
})

test('two tabs that nobody looks at show one notification', async () => {
  const { page, context } = alice
  await alice.openRoom('Plano de ação')
  await page.evaluate(() => localStorage.setItem('papo:desktop', '1'))
  const other = await context.newPage()
  await other.goto(page.url())
  const tabs = [await listen(page, false), await listen(other, false)]
  const shown = async () =>
    (await Promise.all(tabs.map((noticed) => noticed()))).flatMap((n) => n.notifications)
  await said(rooms.direct, 'psst')
  await until(async () => (await shown()).length > 0, { what: 'one of them says it' })
  await said(rooms.kitchen, 'and this')
  await until(async () => (await shown()).length > 1, { what: 'one of them says that too' })
  expect(await shown()).toEqual(expect.arrayContaining(['bob', 'bob · Kitchen']))
  expect(await shown()).toHaveLength(2)
  await other.close()
})

test('do not disturb is silent, and holds in the next tab', async () => {
  const { page } = alice
  await page.getByRole('button', { name: /How you appear/ }).click()
  await page.getByRole('menuitemradio', { name: 'Do not disturb' }).click()
  await until(
    async () => {
      const { user } = await bob.ok<{ user: { presence: string } }>('GET', `/users/${await aliceId()}`)
      return user.presence === 'dnd'
    },
    { what: 'the others see it' },
  )
  const noticed = await listen(page, true)
  await page.getByRole('button', { name: /Do not disturb.*How you appear/ }).waitFor()
  await said(rooms.direct, 'are you busy?')
  await link(/bob.*unread/).waitFor()
  expect((await noticed()).sounds).toBe(0)
  await page.getByRole('button', { name: /How you appear/ }).click()
  await page.getByRole('menuitemradio', { name: 'Online' }).click()
})

const aliceId = () => alice.page.evaluate(() => localStorage.getItem('papo:signed-in'))

test('without a network the app opens with what was seen last; what is written then arrives once', async () => {
  const { page, context } = alice
  await alice.openRoom('Kitchen')
  await alice.sees('who cooks?')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await until(() => page.evaluate(keptRooms), { what: 'the device has kept it' })
  await context.setOffline(true)
  await page.reload()
  await alice.sees('who cooks?')
  await link(/Plano de ação/).waitFor()
  await alice.say('I do')
  await alice.say('tonight')
  await until(async () => (await alice.deliveries()).filter((d) => d === 'waiting').length === 2, {
    what: 'both wait',
  })
  await page.getByText('You are offline.').waitFor()
  await context.setOffline(false)
  await until(async () => (await alice.deliveries()).slice(-2).every((d) => d === 'saved'), {
    what: 'both are saved',
    withinMs: 40_000,
  })
  const { messages } = await bob.ok<{ messages: { body: string }[] }>(
    'GET',
    `/rooms/${rooms.kitchen}/messages`,
  )
  expect(messages.map((m) => m.body).filter((body) => ['I do', 'tonight'].includes(body))).toEqual([
    'I do',
    'tonight',
  ])
})

/** Whether the list of rooms and a page of messages are in the browser's database. */
async function keptRooms(): Promise<boolean> {
  // Looking must not make it.
  if (!(await indexedDB.databases()).some(({ name }) => name === 'papo')) return false
  return new Promise((resolve) => {
    const request = indexedDB.open('papo')
    request.onerror = () => resolve(false)
    request.onsuccess = () => {
      const database = request.result
      if (!database.objectStoreNames.contains('shelf')) return resolve(false)
      const all = database.transaction('shelf').objectStore('shelf').getAll()
      all.onsuccess = () => {
        database.close()
        resolve(JSON.stringify(all.result).includes('who cooks?') && all.result.some((one) => 'self' in one))
      }
    }
  })
}

test('on a phone the list is a drawer: Back, Esc and a swipe put it away, and nothing is wider than the screen', async () => {
  const { page } = alice
  await page.setViewportSize({ width: 320, height: 640 })
  const drawer = page.getByRole('button', { name: 'Close the list of rooms' })
  const open = async () => {
    await page.getByRole('button', { name: 'Open the list of rooms' }).click()
    await drawer.waitFor()
  }
  const isAway = () => drawer.waitFor({ state: 'hidden' })
  await open()
  await page.goBack()
  await isAway()
  await heading(page, 'Kitchen')
  await open()
  await page.keyboard.press('Escape')
  await isAway()
  await open()
  const list = page.getByRole('navigation', { name: 'Rooms and people' })
  const finger = { pointerType: 'touch', isPrimary: true, bubbles: true, clientY: 300 }
  await list.dispatchEvent('pointerdown', { ...finger, clientX: 240 })
  await list.dispatchEvent('pointerup', { ...finger, clientX: 120 })
  await isAway()
  await open()
  await link(/bob/).click()
  await heading(page, 'bob')
  await isAway()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
})

test('a new version is mentioned, and comes with a reload', async () => {
  const { page } = alice
  await page.setViewportSize({ width: 1280, height: 800 })
  const script = join(webDir, 'sw.js')
  const source = await readFile(script, 'utf8')
  const newer = source.replace(
    /"version":"\w+","entry":"[^"]+"/,
    '"version":"2","entry":"/assets/index-2.js"',
  )
  await writeFile(script, newer)
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()))
  await page.getByText('There is a new version.').waitFor()
  await writeFile(script, source)
  await page.getByRole('button', { name: 'Reload' }).click()
  await alice.sees('psst')
  await page.getByText('There is a new version.').waitFor({ state: 'detached' })
})

test('whoever logs out leaves nothing behind on the device', async () => {
  const { page } = alice
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('button', { name: 'Log out' }).click()
  await page.getByRole('button', { name: 'Log in' }).waitFor()
  await until(async () => !(await page.evaluate(keptRooms)), { what: 'it is forgotten' })
  expect(alice.problems).toEqual([])
})
