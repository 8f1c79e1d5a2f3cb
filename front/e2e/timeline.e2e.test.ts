import type { Response } from '@papo/contract'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from '../../back/test/harness.js'
import { lengthen } from './long.room.js'
import { sweep } from './sweep.js'
import { openBrowser, Visitor } from './visitor.js'

const COUNT = 100_000

let cluster: Cluster
let browser: Browser
let alice: Visitor
let room: string
let first: number
let last: number

beforeAll(async () => {
  const webDir = process.env['WEB_DIR']
  cluster = await Cluster.start({ instances: 1, workers: 1, ...(webDir && { env: { WEB_DIR: webDir } }) })
  browser = await openBrowser()
  const bob = await cluster.person('bob')
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

test('nothing went wrong in the page', () => {
  expect(alice.problems).toEqual([])
})
