import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Figures } from './figures.js'
import { type Fault, startStandIn } from './stand-in.js'

const SCRIPT = join(import.meta.dirname, '..', 'websocket-load-test.js')
const TIMEOUT_MS = 60_000

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'load-test-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Where all must have arrived in the end; what was lost on purpose is waited for in vain. */
const PATIENT = ['--drain', '45']

async function runAgainst(url: string, more: string[] = []) {
  const files = [
    '--json',
    join(folder, 'r.json'),
    '--report',
    join(folder, 'r.md'),
    '--html',
    join(folder, 'r.html'),
  ]
  const crowd = ['--users', '6', '--room-sizes', '3', '--rate', '600', '--duration', '2', '--ramp', '0']
  const load = [...crowd, '--seed', '7']
  const child = spawn(process.execPath, [SCRIPT, '--url', url, ...load, ...files, '--drain', '2', ...more])
  child.stdout.resume()
  child.stderr.resume()
  const [code] = (await once(child, 'exit')) as [number]
  const json = JSON.parse(await readFile(join(folder, 'r.json'), 'utf8')) as Figures
  return { code, json, text: await readFile(join(folder, 'r.md'), 'utf8') }
}

async function kindsFound(name: Fault['name']) {
  const server = await startStandIn({ name, every: 7 })
  const { code, json, text } = await runAgainst(server.url)
  await server.stop()
  expect([code, text.startsWith('# Load test: FAILED')]).toEqual([1, true])
  return Object.keys(json.violations.byKind)
}

describe('the load test', { timeout: TIMEOUT_MS }, () => {
  it('exits 0 when every delivery arrives once, whole and in order', async () => {
    const server = await startStandIn({ name: 'none', every: 1 })
    const { code, json } = await runAgainst(server.url, PATIENT)
    await server.stop()
    const { expected, arrived, recovered } = json.deliveries
    expect({ code, violations: json.violations.byKind }).toEqual({ code: 0, violations: {} })
    expect({ expected, arrived, recovered }).toEqual({
      expected: server.messages() * 3,
      arrived: expected,
      recovered: 0,
    })
  })

  it('exits 1 on a lost delivery', async () => expect(await kindsFound('lose')).toContain('lost'))
  it('exits 1 on a doubled delivery', async () => expect(await kindsFound('double')).toContain('duplicate'))
  it('exits 1 on swapped deliveries', async () => expect(await kindsFound('swap')).toContain('disorder'))
  it('exits 1 on a changed body', async () => expect(await kindsFound('corrupt')).toContain('corrupt'))
  it('exits 1 on messages never answered', async () =>
    expect(await kindsFound('silent')).toContain('unsettled'))

  it('counts what a client had to ask for as recovered, and exits 0', async () => {
    const server = await startStandIn({ name: 'hide', every: 7 })
    const { code, json } = await runAgainst(server.url, PATIENT)
    await server.stop()
    expect([code, json.deliveries.recovered > 0, json.violations.total]).toEqual([0, true, 0])
  })

  it('waits for what was acked and has reached nobody yet, and exits 0', async () => {
    const server = await startStandIn({ name: 'late', every: 1 })
    const { code, json } = await runAgainst(server.url, PATIENT)
    await server.stop()
    expect({ code, violations: json.violations.byKind }).toEqual({ code: 0, violations: {} })
  })

  it('survives the loss of every connection in the middle, and exits 0', async () => {
    const server = await startStandIn({ name: 'none', every: 1 })
    const running = runAgainst(server.url, PATIENT)
    while (server.messages() < 40) await new Promise((wake) => setImmediate(wake))
    server.cut()
    const { code, json } = await running
    await server.stop()
    expect([code, json.repairs.reconnects, json.violations.total]).toEqual([0, 6, 0])
  })

  it('breaks connections again and again when told to, and exits 0', async () => {
    const server = await startStandIn({ name: 'none', every: 1 })
    const wild = [
      '--storm',
      '1',
      '--storm-share',
      '1',
      '--think',
      '0-0.1',
      '--room-sizes',
      '4,2',
      '--size',
      '40-90',
    ]
    const { code, json } = await runAgainst(server.url, ['--duration', '3', ...wild, ...PATIENT])
    await server.stop()
    // Whoever is still on the way back when the next storm comes is not broken again.
    const { byKind } = json.violations
    expect({ code, cut: json.repairs.reconnects >= 6, byKind }).toEqual({ code: 0, cut: true, byKind: {} })
  })

  it('exits 1 when there was nothing to deliver', async () => {
    const server = await startStandIn({ name: 'none', every: 1 })
    const { code, json } = await runAgainst(server.url, ['--rate', '0.1', '--duration', '1', '--seed', '1'])
    await server.stop()
    expect([code, json.deliveries.expected, json.passed]).toEqual([1, 0, false])
  })
})
