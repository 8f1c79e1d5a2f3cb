import { Buffer } from 'node:buffer'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster } from '../../back/test/harness.js'
import { MiniS3 } from '../../back/test/s3/mini.js'
import { openBrowser, Visitor } from './visitor.js'

const MIB = 1_048_576
const KEYS = { accessKey: 'papo', secretKey: 'a-secret-of-the-bucket' }

let cluster: Cluster
let bucket: MiniS3
let endpoint: string
let browser: Browser
let alice: Visitor
let bob: Visitor

beforeAll(async () => {
  bucket = new MiniS3(KEYS)
  endpoint = await bucket.listen()
  const env = {
    S3_BUCKET: 'files',
    S3_ENDPOINT: endpoint,
    S3_ACCESS_KEY: KEYS.accessKey,
    S3_SECRET_KEY: KEYS.secretKey,
  }
  cluster = await Cluster.start({ instances: 1, workers: 1, env })
  browser = await openBrowser()
  alice = await Visitor.arrive(browser, cluster.url(), 'alice')
  bob = await Visitor.arrive(browser, cluster.url(), 'bob')
  await alice.makeRoom('Workshop')
  await bob.joinRoom('Workshop')
})
afterAll(async () => {
  await browser?.close()
  await cluster?.stop()
  await bucket?.close()
})

test('with a bucket, bytes go straight there, in parts where there are many, and pictures come from there', async () => {
  const { page } = alice
  const sentTo: string[] = []
  page.on('request', (request) => {
    if (request.method() === 'PUT') sentTo.push(new URL(request.url()).origin)
  })
  const picture = { name: 'room.png', mimeType: 'image/png', buffer: Buffer.from(await page.screenshot()) }
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Attach files' }).click()
  await (await chooser).setFiles(picture)
  await page.locator('.room-main').evaluate((room, sizeBytes) => {
    const dataTransfer = new DataTransfer()
    const bytes = new Uint8Array(sizeBytes).fill(97)
    dataTransfer.items.add(new File([bytes], 'large.txt', { type: 'text/plain' }))
    room.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
  }, 20 * MIB)
  await page.getByRole('region', { name: 'Files to send' }).getByText('large.txt', { exact: true }).waitFor()
  await alice.say('from a bucket')
  const there = bob.page.locator('.message', { hasText: 'from a bucket' })
  await there.getByText('large.txt').first().waitFor()
  const shown = there.getByRole('button', { name: 'Open the picture room.png' }).locator('img').last()
  await bob.page.waitForFunction(
    (image) => image instanceof HTMLImageElement && image.naturalWidth > 0,
    await shown.elementHandle(),
  )
  expect(sentTo).toEqual([1, 2, 3, 4].map(() => endpoint))
})

test('nothing went wrong in the pages', () => {
  expect([...alice.problems, ...bob.problems]).toEqual([])
})
