import { mkdtempSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from '../../back/test/harness.js'
import { ROOT } from '../../scripts/run.mjs'
import { makeNextVersion } from './next.version.js'
import { openBrowser, Visitor } from './visitor.js'

/** Nothing that is said meanwhile leaves the window: two people, a message a second, for two minutes. */
const BREATH_MS = 1_000
const ALL_AT_ONCE = { width: 1280, height: 14_000 }

const dir = mkdtempSync(join(tmpdir(), 'papo-rolling-'))
const versions = { old: join(dir, 'old'), next: join(dir, 'next') }
let cluster: Cluster
let browser: Browser
let door: string
let alice: Visitor
let bob: Visitor
/** As on plain http, where no service worker keeps the parts of the app. */
let carol: Visitor
let dave: Visitor

beforeAll(async () => {
  await cp(process.env['WEB_DIR'] ?? join(ROOT, 'front/dist'), versions.old, { recursive: true })
  await makeNextVersion(versions.old, versions.next)
  cluster = await Cluster.start({ instances: 2, workers: 1, haproxy: true, env: { WEB_DIR: versions.old } })
  door = cluster.haproxy?.url ?? ''
  browser = await openBrowser()
  alice = await Visitor.arrive(browser, door, 'alice')
  bob = await Visitor.arrive(browser, door, 'bob')
  carol = await Visitor.arrive(browser, door, 'carol', { serviceWorkers: 'block' })
  dave = await Visitor.arrive(browser, door, 'dave', { serviceWorkers: 'block' })
  await alice.makeRoom('Parrots')
  await bob.joinRoom('Parrots')
  for (const { page } of [alice, bob]) await page.setViewportSize(ALL_AT_ONCE)
})
afterAll(async () => {
  await browser?.close()
  await cluster?.stop()
  await rm(dir, { recursive: true })
})

/** From now on: whatever the page says of trouble, however short. */
async function watchForTrouble({ page }: Visitor): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen = new Set<string>()
    const look = () => {
      for (const part of document.querySelectorAll(
        '.banner, [role="alert"], .notice, [data-delivery="failed"]',
      ))
        if (part.textContent) seen.add(part.textContent)
    }
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    })
    Object.assign(window, { seen })
  })
  return () => page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen])
}

/** In the order of scripts/rolling: the door first, then the process. */
async function replaceInstance(place: number): Promise<void> {
  const old = cluster.instances.filter(({ running }) => running)[0]
  if (!old) throw new Error('no instance runs')
  const at = `instances/back${place + 1}`
  await cluster.haproxy?.command(`set server ${at} state maint`)
  const { port } = old
  await old.stop()
  expect(old.child.exitCode).toBe(0)
  await cluster.addInstance({ PORT: String(port), WEB_DIR: versions.next })
  await cluster.haproxy?.command(`set server ${at} state ready`)
}

/** Which version an instance serves: the name of its first script. */
async function entryOf({ url }: { url: string }): Promise<string> {
  const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text()
  return /<script type="module"[^>]+src="([^"]+)"/.exec(page)?.[1] ?? ''
}

/** Someone who comes meanwhile gets a page, and every file of it. */
async function comeAnew(): Promise<void> {
  const context = await browser.newContext({ locale: 'en-US' })
  const page = await context.newPage()
  const refused: string[] = []
  page.on('response', (answer) => {
    if (answer.status() >= 400 && !answer.url().includes('/api/')) refused.push(answer.url())
  })
  await page.goto(door)
  await page.getByRole('button', { name: 'Create an account' }).waitFor()
  expect(refused).toEqual([])
  await context.close()
}

test('every instance and the worker are replaced while two people talk: they notice nothing', async () => {
  const troubles = await Promise.all([watchForTrouble(alice), watchForTrouble(bob)])
  const before = [alice.instanceId, bob.instanceId]
  const said: string[] = []
  let over = false
  const talk = async (visitor: Visitor) => {
    for (let n = 1; n <= 10 || !over; n++) {
      const words = `${visitor.name}, ${n}`
      said.push(words)
      await visitor.say(words)
      await visitor.sees(words)
      await visitor.page.waitForTimeout(BREATH_MS)
    }
  }
  const talking = Promise.all([talk(alice), talk(bob)])
  await until(() => said.length >= 4, { what: 'they are talking' })
  const [worker] = cluster.workers
  await worker?.stop()
  expect(worker?.child.exitCode).toBe(0)
  await cluster.addWorker()
  await replaceInstance(0)
  expect(
    new Set(await Promise.all(cluster.instances.filter(({ running }) => running).map(entryOf))).size,
  ).toBe(2)
  await comeAnew()
  await replaceInstance(1)
  over = true
  await talking
  for (const visitor of [alice, bob])
    await until(async () => [...(await visitor.bodies())].sort().join() === [...said].sort().join(), {
      what: `${visitor.name} has everything, and nothing twice`,
      withinMs: 40_000,
    })
  expect(await alice.bodies()).toEqual(await bob.bodies())
  for (const visitor of [alice, bob])
    await until(async () => (await visitor.deliveries()).every((state) => state === 'saved'), {
      what: `all that ${visitor.name} said is saved`,
    })
  expect(before).not.toContain(alice.instanceId)
  expect(before).not.toContain(bob.instanceId)
  for (const trouble of troubles) expect(await trouble()).toEqual([])
})

test('a tab of the old version opens what it kept', async () => {
  const { page } = alice
  await page.keyboard.press('Control+/')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await page.keyboard.press('Escape')
})

test('one that kept nothing gets the new version by itself when it asks for a part that is gone', async () => {
  const { page } = carol
  const reloaded = page.waitForEvent('load')
  await page.getByRole('button', { name: 'Find or create a room' }).click()
  await reloaded
  await page.getByRole('button', { name: 'Find or create a room' }).click()
  await page.getByRole('searchbox').waitFor()
})

test('but not while something is half-written: then it says what to do, and loses nothing', async () => {
  const { page } = dave
  const field = page.getByRole('textbox', { name: /^Message / })
  await dave.say('half')
  await until(async () => (await dave.deliveries()).at(-1) === 'saved', { what: 'it can be changed' })
  await field.press('ArrowUp')
  await page.getByText('Editing').waitFor()
  await field.fill('half a thought')
  await page.keyboard.press('Control+/')
  await page.getByText('Papo was updated. Reload to open this.').waitFor()
  expect(await field.inputValue()).toBe('half a thought')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await dave.sees('half a thought')
  const reloaded = page.waitForEvent('load')
  await page.getByRole('button', { name: 'Reload' }).last().click()
  await reloaded
  await dave.sees('half a thought')
  await page.keyboard.press('Control+/')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
})

test('nothing went wrong in the pages of those who noticed nothing', () => {
  expect([...alice.problems, ...bob.problems]).toEqual([])
})
