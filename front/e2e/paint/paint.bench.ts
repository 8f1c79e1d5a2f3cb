import type { Response } from '@papo/contract'
import type { Browser } from 'playwright-core'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, test } from 'vitest'
import { Cluster } from '../../../back/test/harness.js'
import type { Person } from '../../../back/test/person.js'
import { lengthen } from '../long.room.js'
import { openBrowser, Visitor } from '../visitor.js'

const SLOWER = 4
const WARM_UP = 20
const COUNT = Number(process.env['PAINT_MESSAGES'] ?? 200)
const HELD = 2_000

type Watched = { paintSamples: number[]; paintEnd: () => Promise<void> }

let cluster: Cluster
let browser: Browser
let alice: Visitor
let bob: Person
let roomId: string

beforeAll(async () => {
  const webDir = process.env['WEB_DIR']
  cluster = await Cluster.start({ instances: 1, workers: 1, ...(webDir && { env: { WEB_DIR: webDir } }) })
  browser = await openBrowser()
  bob = await cluster.person('bob')
  alice = await Visitor.arrive(browser, cluster.url(), 'alice')
  roomId = (await bob.room('Harbour')).id
  const { items } = await bob.ok<Response<'users'>>('GET', '/users?q=alice')
  await bob.ok('POST', `/rooms/${roomId}/members`, { userId: items[0]?.id })
  const { last } = await lengthen({ cluster, roomId, senderId: bob.id, count: HELD })
  await alice.page.addInitScript(watch)
  await alice.page.goto(`${cluster.url()}/#/rooms/${roomId}/${last}`)
  await alice.page.reload()
  await alice.page.locator(`[data-seq="${last}"]`).waitFor()
})
afterAll(async () => {
  await browser?.close()
  await cluster?.stop()
})

test('message to paint', async () => {
  const { page } = alice
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  const tab = await bob.tab()
  for (let n = 1; n <= WARM_UP + COUNT; n++) {
    const drawn = page.evaluate(() => (globalThis as unknown as Watched).paintEnd())
    const body = `Message ${n} of the measurement`
    await Promise.all([drawn, tab.do('message:send', { roomId, clientId: uuidv7(), body })])
  }
  const samples = await page.evaluate(() => (globalThis as unknown as Watched).paintSamples)
  report(samples.slice(WARM_UP))
})

/**
 * Runs in the page, before it. Notes how long it takes (ms) from the moment at which the browser hands over the
 * socket's frame with a message until the frame is drawn in which its row is the last, and visible. It must not be
 * asked before that, as an answer takes the page's time; the page rests before the next message.
 */
function watch(): void {
  const paintSamples: number[] = []
  let seen = 0
  let tell = () => {}
  /** Once a message is drawn that was not told of yet, and the page has nothing more to do for it. */
  const paintEnd = async () => {
    if (paintSamples.length === seen) await new Promise<void>((resolve) => (tell = resolve))
    seen++
    await new Promise((resolve) => requestIdleCallback(resolve))
  }
  Object.assign(globalThis, { paintSamples, paintEnd } satisfies Watched)
  const drawn = (text: string, sinceMs: number) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        const drawnMs = performance.now() // to look for the row takes time too, but not the reader's
        const row = [...document.querySelectorAll<HTMLElement>('[data-seq]')].at(-1)
        const shown = row?.textContent.includes(text) && row.parentElement?.style.visibility !== 'hidden'
        if (!shown) return drawn(text, sinceMs)
        paintSamples.push(drawnMs - sinceMs)
        tell()
      }
      port2.postMessage(null)
    })
  const { WebSocket } = globalThis
  globalThis.WebSocket = class extends WebSocket {
    constructor(...given: ConstructorParameters<typeof WebSocket>) {
      super(...given)
      this.addEventListener('message', ({ data, timeStamp }) => {
        const text = /message\.sent.*(Message \d+ of the measurement)/.exec(String(data))?.[1]
        if (text) drawn(text, timeStamp)
      })
    }
  }
}

function report(samplesMs: number[]): void {
  const sorted = [...samplesMs].sort((a, b) => a - b)
  const at = (share: number) => (sorted[Math.ceil(sorted.length * share) - 1] ?? NaN).toFixed(1)
  process.stdout.write(
    `message to paint, CPU ${SLOWER} times slower, ${HELD} messages before, ${sorted.length} samples: ` +
      `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms\n`,
  )
}
