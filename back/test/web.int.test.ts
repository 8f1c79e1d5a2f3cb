import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster } from './harness.js'

const PAGE = '<!doctype html><title>Papo</title>'
const SCRIPT = `export const text = '${'x'.repeat(4_000)}'`
// A folder with a dot, as `npm start` may be given one.
const dir = join(mkdtempSync(join(tmpdir(), 'papo-web-')), '.dist')
let cluster: Cluster
beforeAll(async () => {
  mkdirSync(join(dir, 'assets'), { recursive: true })
  writeFileSync(join(dir, '..', 'secret.txt'), 'not for you')
  writeFileSync(join(dir, 'index.html'), PAGE)
  writeFileSync(join(dir, 'assets', 'main-4f2a.js'), SCRIPT)
  writeFileSync(join(dir, 'sw.js'), SCRIPT)
  writeFileSync(join(dir, 'manifest.webmanifest'), '{"name":"Papo"}')
  cluster = await Cluster.start({ instances: 1, workers: 0, env: { WEB_DIR: dir } })
})
afterAll(async () => {
  await cluster.stop()
  rmSync(join(dir, '..'), { recursive: true })
})

const get = (path: string, accept = 'text/html') => fetch(`${cluster.url()}${path}`, { headers: { accept } })

test('every page of the web app is index.html, which is asked for anew each time', async () => {
  for (const path of ['/', '/rooms/1', '/apiary']) {
    const answer = await get(path)
    expect([path, await answer.text()]).toEqual([path, PAGE])
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'")
  }
})

test('files whose names bear a hash are kept for a year, and travel compressed', async () => {
  const answer = await get('/assets/main-4f2a.js', '*/*')
  expect(await answer.text()).toBe(SCRIPT)
  expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(answer.headers.get('content-encoding')).toBe('gzip')
})

test('the service worker and what an installed app is are asked for anew each time, and allowed to run', async () => {
  for (const [path, type] of [
    ['/sw.js', 'text/javascript; charset=utf-8'],
    ['/manifest.webmanifest', 'application/manifest+json; charset=utf-8'],
  ]) {
    const { status, headers } = await get(path ?? '', '*/*')
    const said = [status, headers.get('content-type'), headers.get('cache-control')]
    expect([path, ...said]).toEqual([path, 200, type, 'no-cache'])
    expect(headers.get('content-security-policy')).toMatch(/manifest-src 'self';worker-src 'self'/)
  }
})

test('what is not there is not a page: a missing file, an unknown call, a way out of the folder', async () => {
  for (const path of [
    '/assets/main-old.js',
    '/api/nothing',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
  ])
    expect([path, (await get(path, '*/*')).status]).toEqual([
      path,
      expect.toSatisfy((s: number) => s >= 400 && s < 500),
    ])
})

test('the health of an instance is told without a prefix, to everyone', async () => {
  for (const path of ['/health', '/health/live', '/health/ready'])
    expect(await (await get(path)).json()).toEqual({ status: 'ok' })
})
