import type { Accepted, Attachment, JoinedRoom } from '@papo/contract'
import type { Browser, Locator, Page } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from '../../back/test/harness.js'
import { paint, type SceneName } from '../../back/test/painter.js'
import type { Person } from '../../back/test/person.js'
import { send, type Sending } from '../../back/test/uploader.js'
import { openBrowser, Visitor } from './visitor.js'

const PLAN = 'plano do píer (última versão).pdf'
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF')

let cluster: Cluster
let browser: Browser
let alice: Visitor
let bob: Person
let room: JoinedRoom

beforeAll(async () => {
  const webDir = process.env['WEB_DIR']
  cluster = await Cluster.start({ instances: 1, workers: 1, ...(webDir && { env: { WEB_DIR: webDir } }) })
  browser = await openBrowser()
  bob = await cluster.person('bob')
  room = await bob.room('Pier')
  alice = await Visitor.arrive(browser, cluster.url(), 'alice')
  await alice.joinRoom('Pier')
})
afterAll(async () => {
  await browser?.close()
  await cluster?.stop()
})

async function upload(sending: Omit<Sending, 'roomId'>): Promise<Attachment> {
  const { attachment } = await send(bob, { roomId: room.id, ...sending })
  if (!attachment) throw new Error('the file was refused')
  return attachment
}

const picture = async (scene: SceneName, name = `${scene}.jpg`) =>
  upload({ name, type: 'image/jpeg', bytes: await paint(scene) })

async function say(body: string, ...files: Attachment[]): Promise<number> {
  const attachments = files.map(({ fileId }) => fileId)
  const said = { clientId: uuidv7(), body, ...(files.length > 0 && { attachments }) }
  return (await bob.ok<Accepted>('POST', `/rooms/${room.id}/messages`, said)).seq
}

const thumbnail = (name: string, page = alice.page): Locator =>
  page.getByRole('button', { name: `Open the picture ${name}` }).last()

/** Whether a picture is there, pixel by pixel. */
const isDrawn = (image: Locator) =>
  until(() => image.evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth > 0), {
    what: 'the picture is drawn',
  })

/** Goes to the end of the room until this is there. */
const atEnd = (what: Locator) =>
  until(
    async () => {
      await alice.page.locator('.timeline-box').evaluate((box) => box.scrollTo(0, box.scrollHeight))
      return what.isVisible()
    },
    { what: 'it is at the end of the room' },
  )

/** The name that a link saves its file under. The event waits longer, so that a click that never lands tells so itself. */
async function savedBy(link: Locator): Promise<string> {
  const event = alice.page.waitForEvent('download', { timeout: 60_000 })
  const [download] = await Promise.all([event, link.click()])
  return download.suggestedFilename()
}

/** Where every message stands on the screen. */
const places = (page: Page) =>
  page
    .locator('[data-seq]')
    .evaluateAll((rows) => rows.map((row) => [row.getAttribute('data-seq'), row.getBoundingClientRect().y]))

test('a picture has its place before it has come, and nothing moves when it comes', async () => {
  const { page } = alice
  let release = () => {}
  const held = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/thumbnail?*', async (route) => {
    await held
    await route.continue()
  })
  await say('Before the picture')
  await say('The pier', await picture('dusk'))
  await say('After the picture')
  await alice.sees('After the picture')
  const box = thumbnail('dusk.jpg')
  const { width = 0, height = 0 } = (await box.boundingBox()) ?? {}
  expect(Math.abs(width / height - 4 / 3)).toBeLessThan(0.01)
  expect(height).toBeLessThanOrEqual(360)
  await until(() => box.evaluate((one) => getComputedStyle(one).backgroundImage.includes('data:image')))
  const before = await places(page)
  release()
  await isDrawn(box.locator('img'))
  expect(await places(page)).toEqual(before)
  await page.unroute('**/thumbnail?*')
})

test('a picture that did not come says so, and comes when it is asked for again', async () => {
  const { page } = alice
  await page.route('**/thumbnail?*', (route) => route.abort())
  await say('A broken line', await picture('fog'))
  const failed = page.getByRole('button', { name: 'Not loaded' })
  await failed.waitFor()
  await page.unroute('**/thumbnail?*')
  await failed.click()
  await isDrawn(thumbnail('fog.jpg').locator('img'))
})

test('the viewer goes from picture to picture by keys, and gives the focus back', async () => {
  const { page } = alice
  await say('Three', await picture('noon'), await picture('dawn'), await picture('lanterns'))
  await thumbnail('dawn.jpg').focus()
  await page.keyboard.press('Enter')
  const viewer = page.getByRole('dialog', { name: 'Picture' })
  const shown = viewer.locator('.viewer-picture')
  await viewer.getByRole('img', { name: 'dawn.jpg' }).waitFor()
  await viewer.getByText(/Picture 4 of 5: dawn.jpg, from bob/).waitFor()
  await page.keyboard.press('ArrowLeft')
  await viewer.getByRole('img', { name: 'noon.jpg' }).waitFor()
  await isDrawn(shown)
  const scale = () => shown.evaluate((img) => new DOMMatrix(getComputedStyle(img).transform).a)
  await page.keyboard.press('+')
  await until(async () => (await scale()) === 1.5)
  await page.keyboard.press('0')
  await until(async () => (await scale()) === 1)
  for (let n = 0; n < 4; n++) await page.keyboard.press('ArrowRight')
  await viewer.getByRole('img', { name: 'lanterns.jpg' }).waitFor()
  expect(await viewer.getByRole('button', { name: 'Next picture' }).isDisabled()).toBe(true)
  await page.keyboard.press('Escape')
  await viewer.waitFor({ state: 'detached' })
  await until(() => thumbnail('dawn.jpg').evaluate((one) => one === document.activeElement))
})

test('the viewer leads back to the message', async () => {
  const { page } = alice
  await thumbnail('dusk.jpg').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Show in conversation' }).click()
  await page.locator('[data-highlighted]', { hasText: 'The pier' }).waitFor()
})

test('any other file is a card with its size, and is saved under its name', async () => {
  const { page } = alice
  await say('', await upload({ name: PLAN, type: 'application/pdf', bytes: PDF }))
  const card = page.getByRole('link', { name: `Download ${PLAN}` })
  await atEnd(card)
  expect(await savedBy(card)).toBe(PLAN)
  await thumbnail('dusk.jpg').click()
  const save = page.getByRole('dialog').getByRole('link', { name: 'Download dusk.jpg' })
  await save.waitFor()
  expect(await savedBy(save)).toBe('dusk.jpg')
  await page.keyboard.press('Escape')
  await save.waitFor({ state: 'detached' })
})

test('a message without words is named after its files where it is answered', async () => {
  const { page } = alice
  const seq = await say('', await picture('lanterns', 'six.jpg'), await picture('noon', 'seven.jpg'))
  const answer = { clientId: uuidv7(), body: 'Lovely', replyTo: seq }
  await bob.ok('POST', `/rooms/${room.id}/messages`, answer)
  await atEnd(page.getByRole('button', { name: 'bob 2 pictures' }))
})

test('a room full of pictures opens at its end', async () => {
  const { page } = alice
  const last = page.getByRole('button', { name: 'bob 2 pictures' })
  const isAtEnd = () =>
    page
      .locator('.timeline-box')
      .evaluate((box) => box.scrollHeight - box.clientHeight - box.scrollTop < 2 && box.scrollHeight > 1_000)
  await page.goto(`${cluster.url()}/#/rooms/${room.id}`)
  for (let n = 0; n < 3; n++) {
    await page.reload()
    await until(isAtEnd, { what: 'the end is in sight' })
    await isDrawn(thumbnail('six.jpg').locator('img'))
    expect(await last.isVisible()).toBe(true)
    expect(await isAtEnd()).toBe(true)
  }
})

test('the files of a room stand beside it, come live, and go with their message', async () => {
  const { page } = alice
  await page.getByRole('button', { name: 'More about this room' }).click()
  await page.getByRole('menuitem', { name: 'Files' }).click()
  const panel = page.getByRole('complementary', { name: 'Files' })
  const tiles = panel.getByRole('button', { name: /^Open the picture/ })
  await until(async () => (await tiles.count()) === 7, { what: 'all pictures are listed' })
  const seq = await say('One more', await picture('fog', 'late.jpg'))
  await until(async () => (await tiles.first().getAttribute('aria-label'))?.endsWith('late.jpg'))
  await tiles.first().click()
  const viewer = page.getByRole('dialog', { name: 'Picture' })
  await viewer.getByRole('img', { name: 'late.jpg' }).waitFor()
  const tab = await bob.tab()
  await tab.do('message:delete', { roomId: room.id, clientId: uuidv7(), seq })
  await viewer.getByRole('img', { name: 'seven.jpg' }).waitFor()
  await page.keyboard.press('Escape')
  await viewer.waitFor({ state: 'detached' })
  await atEnd(page.getByText('This message was deleted.'))
  expect(await page.getByRole('button', { name: 'Open the picture late.jpg' }).count()).toBe(0)
  await panel.getByRole('tab', { name: 'Other files' }).click()
  await panel.getByRole('link', { name: `Download ${PLAN}` }).waitFor()
  await panel.getByRole('button', { name: 'Go to the message of bob' }).click()
  await page.locator('[data-highlighted]', { hasText: PLAN }).waitFor()
  await page.keyboard.press('Escape')
})

test('a new picture of oneself is seen by the others at once', async () => {
  const carol = await Visitor.arrive(browser, cluster.url(), 'carol')
  await carol.joinRoom('Pier')
  await alice.say('Hello from me')
  const face = carol.page.locator('.message', { hasText: 'Hello from me' }).locator('.avatar')
  await face.waitFor()
  expect(await face.locator('img').count()).toBe(0)
  const { page } = alice
  await page.getByRole('link', { name: 'Settings' }).click()
  const file = { name: 'me.jpg', mimeType: 'image/jpeg', buffer: await paint('dawn') }
  await page.locator('input[type=file]').setInputFiles(file)
  await page.getByRole('img', { name: 'The picture as it will be shown' }).waitFor()
  await page.getByRole('button', { name: 'Use this picture' }).click()
  await isDrawn(face.locator('img'))
  await page.getByRole('button', { name: 'Remove picture' }).click()
  await face.locator('img').waitFor({ state: 'detached' })
  expect(carol.problems).toEqual([])
})

test('whoever is no longer a member has no link any more', async () => {
  const { page } = alice
  await alice.openRoom('Pier')
  await isDrawn(thumbnail('six.jpg').locator('img'))
  const address = await thumbnail('six.jpg').locator('img').getAttribute('src')
  const status = () => page.evaluate(async (at) => (await fetch(at)).status, address ?? '')
  expect(await status()).toBe(200)
  const { items } = await bob.ok<{ items: { user: { id: string; username: string } }[] }>(
    'GET',
    `/rooms/${room.id}/members`,
  )
  const member = items.find(({ user }) => user.username === 'alice')
  await bob.ok('DELETE', `/rooms/${room.id}/members/${member?.user.id}`)
  await until(async () => [403, 404].includes(await status()))
})

test('nothing went wrong in the page', () => {
  expect(alice.problems).toEqual([])
})
