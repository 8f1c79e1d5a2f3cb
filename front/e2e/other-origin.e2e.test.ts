import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster } from '../../back/test/harness.js'
import { mustRun, ROOT } from '../../scripts/run.mjs'
import { StaticSite } from './static.site.js'
import { openBrowser, Visitor } from './visitor.js'

let cluster: Cluster
let browser: Browser
let dir: string
/** Serves the web app, and is on the list of the server. */
let listed: StaticSite
/** Serves an empty page, and is not. */
let stranger: StaticSite
let alice: Visitor

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'papo-other-origin-'))
  listed = await StaticSite.start(join(dir, 'app'))
  stranger = await StaticSite.start(dir)
  await writeFile(join(dir, 'index.html'), '<!doctype html><title>Stranger</title>')
  cluster = await Cluster.start({ instances: 1, workers: 1, env: { FRONTEND_URL: listed.origin } })
  await buildWebApp(cluster.url(), join(dir, 'app'))
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await Promise.all([cluster?.stop(), listed?.stop(), stranger?.stop()])
  await rm(dir, { recursive: true, force: true })
})

function buildWebApp(apiBaseUrl: string, outDir: string): Promise<void> {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
  const env = { ...process.env, NODE_ENV: 'production', VITE_API_BASE_URL: apiBaseUrl }
  return mustRun(
    'building the web app',
    [process.execPath, vite, 'build', join(ROOT, 'front'), '--outDir', outDir],
    {
      env,
    },
  )
}

/** Asks with the browser's cookies who is logged in. @returns the status, or `refused` by the browser */
function whoAmI(page: Page): Promise<number | 'refused'> {
  return page.evaluate(
    (url) =>
      fetch(url, { credentials: 'include' }).then(
        (response) => response.status,
        () => 'refused' as const,
      ),
    `${cluster.url()}/api/auth/me`,
  )
}

/** Opens a bare socket with the browser's cookies. */
function openSocket(page: Page): Promise<'open' | 'refused'> {
  return page.evaluate(
    (url) =>
      new Promise<'open' | 'refused'>((resolve) => {
        const socket = new WebSocket(url)
        socket.onopen = () => resolve('open')
        socket.onerror = () => resolve('refused')
      }),
    `${cluster.url().replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`,
  )
}

test('a web app on another origin registers, writes, reloads and reads, over its own socket', async () => {
  alice = await Visitor.arrive(browser, listed.origin, 'alice')
  await alice.makeRoom('Harbour')
  await alice.say('The ferry is late')
  await alice.reload()
  await alice.sees('The ferry is late')
  expect(await alice.bodies()).toEqual(['The ferry is late'])
  expect(new URL(alice.page.url()).origin).toBe(listed.origin)
  expect(alice.problems).toEqual([])
})

test('the listed origin may call the API and open a socket with the cookies', async () => {
  expect(await whoAmI(alice.page)).toBe(200)
  expect(await openSocket(alice.page)).toBe('open')
})

test('an origin that is not listed may do neither, with the same cookies', async () => {
  const page = await alice.context.newPage()
  await page.goto(stranger.origin)
  expect(await alice.context.cookies(cluster.url())).not.toEqual([])
  expect(await whoAmI(page)).toBe('refused')
  expect(await openSocket(page)).toBe('refused')
})
