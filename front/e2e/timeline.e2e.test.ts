import type { Response } from '@papo/contract'
import type { Browser } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from '../../back/test/harness.js'
import type { Person } from '../../back/test/person.js'
import { lengthen } from './long.room.js'
import { sweep } from './sweep.js'
import { openBrowser, Visitor } from './visitor.js'

const COUNT = 100_000

let cluster: Cluster
let browser: Browser
let alice: Visitor
let bob: Person
let room: string
let first: number
let last: number

beforeAll(async () => {
  const webDir = process.env['WEB_DIR']
  cluster = await Cluster.start({ instances: 1, workers: 1, ...(webDir && { env: { WEB_DIR: webDir } }) })
  browser = await openBrowser()
  bob = await cluster.person('bob')
  alice = await Visitor.arrive(browser, cluster.url(), 'alice')
  const made = await bob.room('Archive')
  room = made.id
  const { items } = await bob.ok<Response<'users'>>('GET', '/users?q=alice')
  await bob.ok('POST', `/rooms/${room}/members`, { userId: items[0]?.id })
  ;({ first, last } = await lengthen({ cluster, roomId: room, senderId: bob.id, count: COUNT }))
  await alice.page.goto(`${cluster.url()}/#/rooms/${room}`)
  await alice.page.reload()
})
afterAll(async () => {
  await browser?.close()
  await cluster?.stop()
})

/** The seqs of the messages that are on the screen. */
const inSight = () =>
  alice.page.locator('[data-seq]').evaluateAll((rows) =>
    rows
      .filter((row) => {
        const { top, bottom } = row.getBoundingClientRect()
        return bottom > 60 && top < innerHeight - 80
      })
      .map((row) => Number(row.getAttribute('data-seq'))),
  )
const shows = (seq: number) =>
  until(async () => (await inSight()).includes(seq), { what: `message ${seq} is on the screen` })

test('a room opens at its first unread message', async () => {
  await alice.page.getByRole('separator', { name: 'New' }).waitFor()
  expect(await inSight()).toContain(first)
})

test('it jumps to the latest of a hundred thousand, and a link leads to any other', async () => {
  await alice.page.getByRole('button', { name: '100,000 new messages' }).click()
  await shows(last)
  await alice.page.goto(`${cluster.url()}/#/rooms/${room}/50000`)
  await shows(50_000)
  await alice.page.locator('[data-seq="50000"][data-highlighted]').waitFor()
})

/** Scrolls from one message to another, and sees all between them. */
async function scrolls(from: number, to: number): Promise<void> {
  await alice.page.goto(`${cluster.url()}/#/rooms/${room}/${from}`)
  await shows(from)
  const sight = await sweep(alice.page, to)
  expect(sight.faults).toEqual([])
  expect(sight.from).toBeLessThanOrEqual(Math.min(from, to))
  expect(sight.to).toBeGreaterThanOrEqual(Math.max(from, to))
}

test('however one scrolls and jumps, each message is there once, and next to its neighbours', async () => {
  await alice.page.setViewportSize({ width: 1000, height: 4000 })
  await scrolls(last, last - 3_000)
  await scrolls(50_000, 48_000)
  await scrolls(50_000, 52_000)
  await scrolls(first, first + 3_000)
})

test('a link to a message that is gone says so, and shows what is around it', async () => {
  await alice.page.setViewportSize({ width: 1280, height: 800 })
  await cluster.db.query('DELETE FROM message WHERE room_id = $1 AND seq = 70000', [room])
  await alice.page.goto(`${cluster.url()}/#/rooms/${room}/70000`)
  await alice.page.getByText('That message is not here any more.').waitFor()
  await shows(70_001)
})

test('the menu marks a message as unread, and the room stays so until it is opened anew', async () => {
  const { page } = alice
  await page.goto(`${cluster.url()}/#/rooms/${room}/${last - 4}`)
  await shows(last - 4)
  await page.locator(`[data-seq="${last - 4}"]`).click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Mark unread from here' }).click()
  await page.getByRole('separator', { name: 'New' }).waitFor()
  await page.getByRole('link', { name: /Archive.*5 unread messages/ }).waitFor()
  await page.getByRole('link', { name: /Welcome/ }).click()
  await page.getByRole('link', { name: /Archive.*5 unread messages/ }).click()
  await page.getByRole('separator', { name: 'New' }).waitFor()
  await page.getByRole('link', { name: /Archive$/ }).waitFor()
})

test('the keyboard alone goes from message to message, and opens the menu', async () => {
  const { page } = alice
  await page.locator(`[data-seq="${last}"]`).focus()
  for (let n = 0; n < 40; n++) await page.keyboard.press('ArrowUp')
  const focused = () => page.evaluate(() => Number(document.activeElement?.getAttribute('data-seq')))
  await until(async () => (await focused()) === last - 40, { what: 'the focus is 40 messages further up' })
  expect(await inSight()).toContain(last - 40)
  await page.locator('.timeline-box').hover()
  await page.mouse.wheel(0, 20_000)
  await shows(last)
  expect(await focused()).toBe(last - 40)
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Copy link' }).waitFor()
  await page.keyboard.press('Escape')
  await until(async () => (await focused()) === last - 40, { what: 'the focus is back' })
})

test('who came by a link to the last message follows the talk from there', async () => {
  await alice.page.goto(`${cluster.url()}/#/rooms/${room}/${last}`)
  await alice.page.reload()
  await shows(last)
  const tab = await bob.tab()
  for (let n = 1; n <= 40; n++)
    await tab.do('message:send', { roomId: room, clientId: uuidv7(), body: `Said live, ${n}` })
  await alice.sees('Said live, 40')
  expect(await alice.page.getByRole('button', { name: /latest|new message/ }).count()).toBe(0)
})

test('what is pressed before the list has heard of a scroll stays where it is, so its click is heard', async () => {
  // So low that rows are kept beyond those that the list draws for scrolling.
  await alice.page.setViewportSize({ width: 1280, height: 400 })
  const box = alice.page.getByRole('log')
  await box.evaluate((el) => el.scrollTo(0, el.scrollHeight))
  // Far above the screen, and on the page only because one is at the end.
  const far = () =>
    box.locator('[data-seq]').evaluateAll((rows) => {
      const row = rows.find((one) => one.getBoundingClientRect().bottom < -520)
      row?.setAttribute('data-far', '')
      return row !== undefined
    })
  await until(far, { what: 'rows above the screen are kept' })
  const isThere = await box.locator('[data-far]').evaluate(async (row) => {
    row.scrollIntoView({ block: 'center' })
    row.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'mouse' }))
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
    return row.isConnected
  })
  expect(isThere).toBe(true)
  await alice.page.setViewportSize({ width: 1280, height: 800 })
})

test('a message can be clicked while the list moves, as it does with each one that comes', async () => {
  const under = await alice.page.locator('.timeline-box').evaluate(async (box) => {
    const scrolled = new Promise((resolve) => box.addEventListener('scroll', resolve, { once: true }))
    box.scrollTop -= 30
    await scrolled
    await new Promise((resolve) => requestAnimationFrame(resolve))
    const { left, top, width, height } = box.getBoundingClientRect()
    const found = document.elementFromPoint(left + width / 2, top + height / 2)
    return found?.closest('[data-seq]')?.tagName
  })
  expect(under).toBe('ARTICLE')
})

test('nothing went wrong in the page', () => {
  expect(alice.problems).toEqual([])
})
