import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from '../../back/test/harness.js'
import { type LinkedSite, startSite } from '../../back/test/linked.site.js'
import { openBrowser, Visitor } from './visitor.js'

let site: LinkedSite
let uploads: string
let cluster: Cluster
let browser: Browser
let alice: Visitor
let bob: Visitor

beforeAll(async () => {
  site = await startSite()
  uploads = await mkdtemp(join(tmpdir(), 'papo-uploads-'))
  const env = { OUTSIDE_ALLOW: site.at, UPLOADS_DIR: uploads }
  cluster = await Cluster.start({ instances: 1, workers: 1, env })
  browser = await openBrowser()
  alice = await Visitor.arrive(browser, cluster.url(), 'alice')
  bob = await Visitor.arrive(browser, cluster.url(), 'bob')
  await alice.makeRoom('Links')
  await bob.joinRoom('Links')
})
afterAll(async () => {
  await browser?.close()
  await cluster?.stop()
  site?.close()
  await rm(uploads, { recursive: true, force: true })
})

const link = (path: string) => `http://${site.at}/${path}`
const rowOf = ({ page }: Visitor, text: string) => page.locator('.message', { hasText: text })
const cardOf = (visitor: Visitor, title: string) =>
  visitor.page.locator('.preview', { hasText: new RegExp(`About ${title}$`) })
const removal = (visitor: Visitor, title: string) =>
  cardOf(visitor, title).getByRole('button', { name: 'Remove the preview' })

test('a link shows where it leads, with a picture that is ours', async () => {
  await alice.say(`Look at ${link('pictured')}`)
  const card = cardOf(bob, 'pictured')
  await card.waitFor()
  const anchor = card.getByRole('link')
  expect(await anchor.getAttribute('href')).toBe(link('pictured'))
  expect(await anchor.getAttribute('target')).toBe('_blank')
  expect(await anchor.getAttribute('rel')).toBe('noopener noreferrer')
  const picture = card.locator('img:not([data-coming])')
  await picture.waitFor()
  expect(await picture.evaluate((img: HTMLImageElement) => new URL(img.currentSrc).origin)).toBe(
    cluster.url(),
  )
  expect(await removal(bob, 'pictured').count()).toBe(0)
})

test('whoever reads the end stays there when a preview comes', async () => {
  for (let n = 1; n <= 30; n++) await alice.say(`line ${n}`)
  await alice.say(`and ${link('portrait')}`)
  await cardOf(bob, 'portrait').waitFor()
  const box = bob.page.getByRole('log')
  await until(() => box.evaluate((el) => el.scrollHeight - el.clientHeight - el.scrollTop < 2), {
    what: 'the end is in sight',
  })
})

test('whoever reads the past stays there when a preview comes above', async () => {
  const carol = await cluster.person('carol')
  const { rows } = await cluster.db.query<{ id: string }>("SELECT id FROM room WHERE name = 'Links'")
  const roomId = rows[0]?.id ?? ''
  await carol.join(roomId)
  const tab = await carol.tab()
  const { seq } = await tab.send(roomId, 'a link will stand here')
  for (let n = 1; n <= 40; n++) await tab.send(roomId, `past ${n}`)
  await bob.sees('past 40')
  const mark = bob.page.locator('.message', { hasText: /past 14$/ })
  await bob.page.getByRole('log').hover()
  await until(async () => {
    const top = (await mark.boundingBox())?.y ?? -1
    if (top > 100 && top < 300) return true
    await bob.page.mouse.wheel(0, top >= 300 ? 100 : -100)
    // A wheel that is turned faster than the page is drawn goes on turning later.
    await bob.page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    )
    return false
  })
  const place = () => mark.evaluate((row) => row.getBoundingClientRect().top)
  const seen: number[] = []
  await until(async () => seen.push(await place()) > 20 && new Set(seen.slice(-20)).size === 1, {
    what: 'the scroll has come to rest',
  })
  const before = seen.at(-1) ?? 0
  await tab.do('message:edit', { roomId, seq, body: link('pictured-above'), clientId: uuidv7() })
  await cardOf(bob, 'pictured-above').waitFor({ state: 'attached' })
  await until(async () => Math.abs((await place()) - before) <= 1, { what: 'the message is where it was' })
})

test('its author takes a preview away by the keyboard, and it stays away', async () => {
  await alice.say(`Once more ${link('taken')}`)
  await cardOf(alice, 'taken').waitFor()
  await removal(alice, 'taken').focus()
  await alice.page.keyboard.press('Enter')
  for (const visitor of [alice, bob]) await cardOf(visitor, 'taken').waitFor({ state: 'detached' })
  expect(await rowOf(alice, 'Once more').evaluate((row) => row === document.activeElement)).toBe(true)
  await alice.reload()
  await rowOf(alice, 'Once more').waitFor()
  expect(await cardOf(alice, 'taken').count()).toBe(0)
})

test('it can be taken away in the menu of the message, too', async () => {
  await alice.say(`Again ${link('menu')}`)
  await cardOf(alice, 'menu').waitFor()
  await rowOf(alice, 'Again').locator('.message-body').click({ button: 'right' })
  await alice.page.getByRole('menuitem', { name: 'Remove the preview' }).click()
  await cardOf(bob, 'menu').waitFor({ state: 'detached' })
})

test('who runs the room turns previews off, and the pages had no problems', async () => {
  await alice.page.getByRole('button', { name: 'More about this room' }).click()
  await alice.page.getByRole('menuitem', { name: 'Room settings' }).click()
  const toggle = alice.page.getByRole('switch', { name: /Previews of links/ })
  expect(await toggle.isChecked()).toBe(true)
  await toggle.click()
  await until(
    async () => {
      const { rows } = await cluster.db.query<{ previews: boolean }>(
        "SELECT previews FROM room WHERE name = 'Links'",
      )
      return rows[0]?.previews === false
    },
    { what: 'the room wants no previews' },
  )
  for (const { problems } of [alice, bob]) expect(problems).toEqual([])
})
