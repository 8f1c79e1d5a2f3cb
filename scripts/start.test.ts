import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { launch, stopChild, waitForLine } from './child.mjs'
import { freePort } from './ports.mjs'
import { ROOT, run } from './run.mjs'
import { tempDir } from './temp-dir.js'

const SCRIPT = join(ROOT, 'scripts', 'start.mjs')
const LONG_MS = 240_000

/** Runs to the end; for starts that are refused. */
async function tryStart(...options: string[]) {
  const { code, output } = await run([process.execPath, SCRIPT, ...options])
  return { code, lines: output.trim().split('\n') }
}

async function start(dir: string, ...options: string[]) {
  const port = await freePort()
  const words = [SCRIPT, '--data', dir, '--port', String(port), ...options]
  const { NODE_ENV: _ofVitest, ...env } = process.env
  const child = launch([process.execPath, ...words], { env })
  onTestFinished(async () => void (await stopChild(child, { timeoutMs: 60_000 })))
  await waitForLine(child, /running at .*\n/, AbortSignal.timeout(LONG_MS))
  return { child, port, url: `http://127.0.0.1:${port}` }
}

/** Process ids below one, from /proc. */
function descendants(parent: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === parent)
    .map(Number)
  return children.flatMap((child) => [child, ...descendants(child)])
}

function parentOf(processId: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')')).split(' ')[2])
  } catch {
    return undefined
  }
}

const isAlive = (processId: number) => parentOf(String(processId)) !== undefined

function signUp(url: string) {
  const body = { username: 'alice', email: 'alice@example.org', password: 'a quiet garden gate' }
  const headers = { 'content-type': 'application/json' }
  return fetch(`${url}/api/auth/register`, { method: 'POST', headers, body: JSON.stringify(body) })
}

const cookies = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

test(
  'one command serves the chat, Ctrl-C leaves no process, and the next start still knows everyone',
  { timeout: LONG_MS },
  async () => {
    const dir = tempDir()
    const first = await start(dir)
    const page = await fetch(first.url, { headers: { accept: 'text/html' } })
    expect(await page.text()).toContain('<script type="module"')
    const alice = cookies(await signUp(first.url))
    const processIds = descendants(first.child.pid ?? 0)
    expect(processIds.length).toBeGreaterThanOrEqual(4)

    first.child.kill('SIGINT')
    await once(first.child, 'exit')
    expect(first.child.exitCode).toBe(0)
    expect(processIds.filter(isAlive)).toEqual([])

    const second = await start(dir)
    const me = await fetch(`${second.url}/api/auth/me`, { headers: { cookie: alice } })
    expect(await me.json()).toMatchObject({ user: { username: 'alice', role: 'owner' } })
  },
)

test(
  'three instances stand behind one address, a second start is refused, and a kill takes all down',
  { timeout: LONG_MS },
  async () => {
    const dir = tempDir()
    const cluster = await start(dir, '--instances', '3')
    const handshake = async () => (await fetch(`${cluster.url}/health/ready`)).headers.get('set-cookie')
    const instances = await Promise.all(Array.from({ length: 12 }, handshake))
    expect(new Set(instances).size).toBe(3)

    const second = await tryStart('--data', dir, '--port', String(await freePort()))
    expect(second).toEqual({
      code: 1,
      lines: [expect.stringMatching(/^papo: already running here: process \d+/)],
    })

    const processIds = descendants(cluster.child.pid ?? 0)
    cluster.child.kill('SIGKILL')
    await vi.waitFor(() => expect(processIds.filter(isAlive)).toEqual([]), { timeout: 30_000 })
  },
)

test('a taken port is told in one line', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  expect(await tryStart('--data', tempDir(), '--port', String(port))).toEqual({
    code: 1,
    lines: [`papo: port ${port} is taken: choose another with npm start -- --port N`],
  })
})

test('options that make no sense are told with the usage', async () => {
  expect(await tryStart('--instances', 'many')).toEqual({
    code: 1,
    lines: ['papo: --instances must be a whole number from 1 to 20, not "many"'],
  })
  const unknown = await tryStart('--nonsense')
  expect(unknown.code).toBe(1)
  expect(unknown.lines[0]).toMatch(/^papo: Unknown option '--nonsense'/)
})
