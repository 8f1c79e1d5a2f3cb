import { Buffer } from 'node:buffer'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from '../../back/test/harness.js'
import { openBrowser, Visitor } from './visitor.js'

const MIB = 1_048_576

let cluster: Cluster
let browser: Browser
let alice: Visitor
let bob: Visitor

beforeAll(async () => {
  const env = { UPLOAD_MAX_BYTES: String(24 * MIB) }
  cluster = await Cluster.start({ instances: 2, workers: 1, env })
  browser = await openBrowser()
  alice = await Visitor.arrive(browser, cluster.url(0), 'alice')
  bob = await Visitor.arrive(browser, cluster.url(1), 'bob')
  await alice.makeRoom('Workshop')
  await alice.makeRoom('Garden')
  await bob.joinRoom('Garden')
  await bob.joinRoom('Workshop')
  await alice.openRoom('Workshop')
})
afterAll(async () => {
  await browser?.close()
  await cluster?.stop()
})

const fieldOf = (page: Page) => page.getByRole('textbox', { name: /^Message / })
const trayOf = (page: Page) => page.locator('.room-main').getByRole('region', { name: 'Files to send' })
const attached = (page: Page, name: string) => page.locator('.room-main .message', { hasText: name })
/** A file of a kind that every server takes. */
const text = (name: string) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from('a line of words that mean nothing\n'),
})

const nothingWaits = () =>
  until(async () => (await alice.deliveries()).every((d) => d !== 'waiting'), { what: 'nothing is left' })

async function choose(page: Page, ...files: ReturnType<typeof text>[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.locator('.room-main').getByRole('button', { name: 'Attach files' }).click()
  await (await chooser).setFiles(files)
}

/** What a hand with a mouse does, as far as a page can tell. */
async function hover(page: Page, name: string, type: 'dragover' | 'drop'): Promise<void> {
  await page.locator('.room-main').evaluate(
    async (room, { name, type }) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 360 })
      const pen = canvas.getContext('2d')
      pen?.fillRect(40, 40, 300, 200)
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([blob ?? ''], name, { type: 'image/png' }))
      const target = room.querySelector('[role=log]') ?? room
      target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
    },
    { name, type },
  )
}

/** A large one is made in the page: it would take long to get there. */
async function dropLarge(page: Page, name: string, sizeBytes: number): Promise<void> {
  await page.locator('.room-main').evaluate(
    (room, { name, sizeBytes }) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([new Uint8Array(sizeBytes).fill(97)], name, { type: 'text/plain' }))
      room.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
    },
    { name, sizeBytes },
  )
}

async function paste(page: Page, name: string): Promise<void> {
  await fieldOf(page).evaluate(async (field, name) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 300, height: 500 })
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    const clipboardData = new DataTransfer()
    clipboardData.items.add(new File([blob ?? ''], name, { type: 'image/png' }))
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, name)
}

/** Keeps bytes from arriving until it is called off; counts those that wanted to. */
async function holdBytes(page: Page, which: (nth: number) => boolean = () => true) {
  let nth = 0
  const waiting: (() => void)[] = []
  let open = false
  await page.route(BYTES, async (route) => {
    const held = which(++nth) && !open
    if (held) await new Promise<void>((resolve) => waiting.push(resolve))
    await route.continue().catch(() => undefined)
  })
  return {
    asked: () => nth,
    async release() {
      open = true
      waiting.forEach((go) => go())
      await page.unroute(BYTES)
    },
  }
}
const BYTES = /\/api\/blobs?\//

test('a picture that is dropped on the conversation goes with its caption, and the other one sees it', async () => {
  const { page } = alice
  await hover(page, 'harbour.png', 'dragover')
  await page.getByText('Drop to send to Workshop').waitFor()
  await hover(page, 'harbour.png', 'drop')
  await page.getByText('Drop to send to Workshop').waitFor({ state: 'detached' })
  const tray = trayOf(page)
  await tray.getByText('harbour.png', { exact: true }).waitFor()
  await tray.locator('img').waitFor()
  await alice.say('the harbour at noon')
  await tray.waitFor({ state: 'detached' })
  const there = attached(bob.page, 'the harbour at noon')
  await there.getByRole('button', { name: 'Open the picture harbour.png' }).waitFor()
  await until(
    () =>
      there
        .locator('img')
        .evaluateAll((all) => all.some((img) => (img as HTMLImageElement).naturalWidth > 0)),
    {
      what: 'bob sees the picture',
    },
  )
})

test('a picture of the conversation that is dragged about is not sent again', async () => {
  const { page } = alice
  const picture = page.getByRole('button', { name: 'Open the picture harbour.png' })
  await picture.dispatchEvent('dragstart')
  await hover(page, 'harbour.png', 'dragover')
  await hover(page, 'harbour.png', 'drop')
  await picture.dispatchEvent('dragend')
  expect(await page.getByText('Drop to send to Workshop').count()).toBe(0)
  await hover(page, 'other.png', 'dragover')
  await page.getByText('Drop to send to Workshop').waitFor()
  await hover(page, 'other.png', 'drop')
  await trayOf(page)
    .getByRole('button', { name: /other\.png$/ })
    .click()
  await trayOf(page).waitFor({ state: 'detached' })
})

test('a pasted picture needs no words, and has a name', async () => {
  await paste(alice.page, 'image.png')
  await trayOf(alice.page)
    .getByText(/^Pasted .*\.png$/)
    .waitFor()
  await fieldOf(alice.page).press('Enter')
  await bob.page.getByRole('button', { name: /^Open the picture Pasted .*\.png$/ }).waitFor()
})

test('several files go together, in the order in which they were chosen, without the one that was removed', async () => {
  const { page } = alice
  await choose(page, text('one.txt'), text('two.txt'), text('three.txt'))
  const remove = trayOf(page).getByRole('button', { name: 'Remove two.txt' })
  await remove.waitFor()
  await remove.focus()
  await page.keyboard.press('Enter')
  await trayOf(page).getByText('two.txt', { exact: true }).waitFor({ state: 'detached' })
  await until(
    () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') === 'Remove three.txt'),
    {
      what: 'the focus is on the next one',
    },
  )
  await alice.say('two of three')
  const there = attached(bob.page, 'two of three')
  await there.getByText('three.txt').first().waitFor()
  const words = await there.innerText()
  expect(words.indexOf('one.txt')).toBeLessThan(words.indexOf('three.txt'))
  expect(words).not.toContain('two.txt')
})

test('a message waits for its files, and those after it wait for it', async () => {
  const { page } = alice
  const bytes = await holdBytes(page)
  await choose(page, text('slow.txt'))
  await trayOf(page).getByText('slow.txt', { exact: true }).waitFor()
  await alice.say('with a file')
  await alice.say('and after it')
  await page.getByText('Sending 1 file').waitFor()
  await until(async () => (await alice.deliveries()).filter((d) => d === 'waiting').length === 2, {
    what: 'both messages wait',
  })
  await bytes.release()
  await bob.sees('and after it')
  const bodies = await bob.bodies()
  expect(bodies.slice(-2)).toEqual(['with a file', 'and after it'])
})

test('a message whose file is on its way can be taken back, file and all', async () => {
  const { page } = alice
  const bytes = await holdBytes(page)
  await choose(page, text('draft.txt'))
  await trayOf(page).getByText('draft.txt', { exact: true }).waitFor()
  await alice.say('too early')
  await page.getByRole('button', { name: 'Take back' }).click()
  await trayOf(page).getByText('draft.txt', { exact: true }).waitFor()
  expect(await fieldOf(page).inputValue()).toBe('too early')
  await trayOf(page).getByRole('button', { name: 'Cancel draft.txt' }).click()
  await trayOf(page).waitFor({ state: 'detached' })
  await fieldOf(page).fill('')
  await bytes.release()
  await until(
    async () => {
      const { rows } = await cluster.db.query(
        "SELECT 1 FROM file WHERE name = 'draft.txt' AND state <> 'gone'",
      )
      return rows.length === 0
    },
    { what: 'nothing of it stays on the server' },
  )
})

test('a file that cannot get through says so, holds nobody up, and goes when it is tried again', async () => {
  const { page } = alice
  await page.route(BYTES, (route) => route.fulfill({ status: 500 }))
  await choose(page, text('stuck.txt'))
  await trayOf(page).getByText('stuck.txt', { exact: true }).waitFor()
  await alice.say('stuck for now')
  await alice.say('meanwhile')
  await bob.sees('meanwhile')
  await page.getByRole('alert').filter({ hasText: 'stuck.txt: The connection broke off.' }).waitFor()
  await page.unroute(BYTES)
  await page.getByRole('button', { name: 'Retry' }).click()
  await attached(bob.page, 'stuck for now').getByText('stuck.txt').first().waitFor()
})

test('a file that is not what it says is refused in plain words, and stands in the way until it is removed', async () => {
  const { page } = alice
  await choose(page, { ...text('torn.png'), mimeType: 'image/png' })
  const tray = trayOf(page)
  await tray.getByText(/^(It is not what its name says|The picture is damaged)/).waitFor()
  await alice.say('look at this')
  await page.getByText('A file did not get through. Try it again or remove it, then send.').waitFor()
  expect(await fieldOf(page).inputValue()).toBe('look at this')
  await tray.getByRole('button', { name: 'Remove torn.png' }).click()
  await fieldOf(page).press('Enter')
  await bob.sees('look at this')
})

test('a large file goes on after a reload where it stood, and is sent once', async () => {
  const { page } = alice
  const bytes = await holdBytes(page, (nth) => nth === 3)
  await dropLarge(page, 'large.txt', 20 * MIB)
  await trayOf(page).getByText('large.txt', { exact: true }).waitFor()
  await alice.say('after the reload')
  await until(() => bytes.asked() === 3, { what: 'two of three parts have arrived' })
  await page.reload()
  await attached(bob.page, 'after the reload').getByText('large.txt').first().waitFor()
  expect(bytes.asked(), 'only the third part is sent again').toBe(4)
  await nothingWaits()
  const { rows } = await cluster.db.query("SELECT 1 FROM file WHERE name = 'large.txt'")
  expect(rows).toHaveLength(1)
  await bytes.release()
})

test('files stay with the room in which they were chosen', async () => {
  const { page } = alice
  const bytes = await holdBytes(page)
  await choose(page, text('for the workshop.txt'))
  await trayOf(page).getByText('for the workshop.txt').waitFor()
  await alice.openRoom('Garden')
  await trayOf(page).waitFor({ state: 'detached' })
  await page
    .getByRole('link', { name: /Workshop/ })
    .getByText('Draft')
    .waitFor({ state: 'attached' })
  await bytes.release()
  await alice.openRoom('Workshop')
  await trayOf(page).getByRole('button', { name: 'Remove for the workshop.txt' }).waitFor()
  await page.reload()
  await trayOf(page).getByRole('button', { name: 'Remove for the workshop.txt' }).click()
  await trayOf(page).waitFor({ state: 'detached' })
})

test('what is too large is refused before a byte of it is sent', async () => {
  const { page } = alice
  await choose(page, text('small.txt'))
  await dropLarge(page, 'whole archive.txt', 25 * MIB)
  const said = page.getByRole('alert').filter({ hasText: 'whole archive.txt' })
  expect(await said.innerText()).toMatch(/Too large: a file may have up to \d+ MB\./)
  await said.getByRole('button').click()
  await trayOf(page).getByRole('button', { name: 'Remove small.txt' }).click()
  const { rows } = await cluster.db.query("SELECT 1 FROM file WHERE name = 'whole archive.txt'")
  expect(rows).toHaveLength(0)
})

test('what is chosen without a connection survives a reload without one, and leaves when it is back', async () => {
  const { page, context } = alice
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
  await context.setOffline(true)
  await choose(page, text('from the train.txt'))
  await trayOf(page).getByText('from the train.txt').waitFor()
  await alice.say('sent from the train')
  await page.getByText('Will be sent when there is a connection').waitFor()
  await page.reload()
  await page.getByText('Will be sent when there is a connection').waitFor()
  await context.setOffline(false)
  await attached(bob.page, 'sent from the train').getByText('from the train.txt').first().waitFor()
  // Until then her own rows may move under the mouse.
  await attached(page, 'sent from the train').getByText('from the train.txt').first().waitFor()
  await nothingWaits()
  await trayOf(page).waitFor({ state: 'detached' })
})

test('a thread has files of its own', async () => {
  const { page } = alice
  await attached(page, 'meanwhile').last().hover()
  await page.getByRole('button', { name: 'Reply in thread' }).click()
  const thread = page.getByRole('complementary', { name: 'Thread' })
  const chooser = page.waitForEvent('filechooser')
  await thread.getByRole('button', { name: 'Attach files' }).click()
  await (await chooser).setFiles([text('aside.txt')])
  await thread
    .getByRole('region', { name: 'Files to send' })
    .getByText('aside.txt', { exact: true })
    .waitFor()
  expect(await trayOf(page).count()).toBe(0)
  await thread.getByRole('textbox', { name: 'Reply in thread' }).press('Enter')
  await bob.page.getByText('in the thread “meanwhile”').waitFor()
  await attached(bob.page, 'meanwhile').first().getByText('1 reply').click()
  const beside = bob.page.getByRole('complementary', { name: 'Thread' })
  await beside.getByRole('log').waitFor()
  await beside.getByText('aside.txt').first().waitFor()
  await page.keyboard.press('Escape')
})

test('another tab shows the same files, and each is sent once', async () => {
  const { page, context } = alice
  const other = await context.newPage()
  await other.goto(page.url())
  await fieldOf(other).waitFor()
  const bytes = await holdBytes(page)
  await choose(page, text('seen twice.txt'))
  await trayOf(other).getByText('seen twice.txt').waitFor()
  await fieldOf(other).fill('said by the other tab')
  await fieldOf(other).press('Enter')
  await trayOf(page).waitFor({ state: 'detached' })
  await bytes.release()
  await attached(bob.page, 'said by the other tab').getByText('seen twice.txt').first().waitFor()
  const { rows } = await cluster.db.query("SELECT 1 FROM file WHERE name = 'seen twice.txt'")
  expect(rows).toHaveLength(1)
  await other.close()
})

test('where a browser has no locks, as on plain http, two tabs still send a file once', async () => {
  const { context } = bob
  await context.addInitScript(() => Object.defineProperty(navigator, 'locks', { value: undefined }))
  const [page, other] = [bob.page, await context.newPage()]
  await page.reload()
  await other.goto(page.url())
  await Promise.all([page, other].map((tab) => fieldOf(tab).waitFor()))
  const bytes = await holdBytes(page)
  await choose(page, text('no locks.txt'))
  await trayOf(other).getByText('no locks.txt').waitFor()
  await fieldOf(page).fill('sent without locks')
  await fieldOf(page).press('Enter')
  await until(() => bytes.asked() === 1, { what: 'it is being sent' })
  await bytes.release()
  await attached(alice.page, 'sent without locks').getByText('no locks.txt').first().waitFor()
  const { rows } = await cluster.db.query("SELECT 1 FROM file WHERE name = 'no locks.txt'")
  expect(rows).toHaveLength(1)
  await other.close()
})

test('whoever logs out leaves no file on the device', async () => {
  const { page } = bob
  const bytes = await holdBytes(page)
  await choose(page, text('private.txt'))
  await trayOf(page).getByText('private.txt', { exact: true }).waitFor()
  await until(async () => (await keptOn(page)) === 1, { what: 'it is kept' })
  await page.goto(`${cluster.url(1)}/#/settings`)
  await page.getByRole('button', { name: 'Log out' }).click()
  await page.getByRole('button', { name: 'Log in' }).waitFor()
  await until(async () => (await keptOn(page)) === 0, { what: 'nothing is kept' })
  await bytes.release()
})

/** How many files the browser keeps. */
function keptOn(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const request = indexedDB.open('papo-uploads')
        request.onsuccess = () => {
          const count = request.result.transaction('bytes').objectStore('bytes').count()
          count.onsuccess = () => {
            request.result.close()
            resolve(count.result)
          }
        }
      }),
  )
}

test('nothing went wrong in the pages', () => {
  expect([...alice.problems, ...bob.problems]).toEqual([])
})
