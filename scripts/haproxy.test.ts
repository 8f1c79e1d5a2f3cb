import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startHaproxy } from './haproxy.mjs'

/** A tiny instance that is ready at once and answers with its name, or with what `answer` makes of the request. */
async function startBack(
  name: string,
  answer = (_request: IncomingMessage) => name,
  { readiness = 200, files = [] as string[] } = {},
) {
  const server = createServer((request, response) => {
    const { url = '' } = request
    const known = !url.startsWith('/assets/') || files.includes(url)
    response.statusCode = url === '/health/ready' ? readiness : known ? 200 : 404
    response.end(answer(request))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const die = () => {
    server.close()
    server.closeAllConnections()
  }
  onTestFinished(die)
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, die }
}

async function startProxy(backs: string[], settings: Record<string, string> = {}) {
  const proxy = await startHaproxy({ backs, settings })
  onTestFinished(() => proxy.stop())
  return proxy
}

/** What a polling client does: it keeps the cookie of its first answer. */
async function startPolling(url: string) {
  const handshake = await fetch(`${url}/socket.io/?EIO=4&transport=polling`)
  const cookie = handshake.headers.get('set-cookie') ?? ''
  const poll = async () => {
    const response = await fetch(`${url}/socket.io/?EIO=4&transport=polling&sid=x`, {
      headers: { cookie: cookie.split(';')[0] ?? '' },
    })
    return response.text()
  }
  return { first: await handshake.text(), cookie, poll }
}

async function repeat<T>(times: number, act: () => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (let i = 0; i < times; i += 1) results.push(await act())
  return results
}

test('every request of a polling session reaches one instance', async () => {
  const backs = await Promise.all(['a', 'b'].map((name) => startBack(name)))
  const proxy = await startProxy(backs.map((back) => back.address))
  const clients = await repeat(4, () => startPolling(proxy.url))
  expect(new Set(clients.map((client) => client.first))).toEqual(new Set(['a', 'b']))
  for (const client of clients) {
    expect(client.cookie).toMatch(/^PAPO=[0-9a-f]+; path=\/; HttpOnly; SameSite=Lax$/)
    expect(new Set(await repeat(5, client.poll))).toEqual(new Set([client.first]))
  }
})

test("a dead instance's clients move at once, without one failed request", async () => {
  const backs = { a: await startBack('a'), b: await startBack('b') }
  const proxy = await startProxy(Object.values(backs).map((back) => back.address))
  const client = await startPolling(proxy.url)
  const [dead, other] = client.first === 'a' ? [backs.a, 'b'] : [backs.b, 'a']
  dead.die()
  expect(await repeat(20, client.poll)).toEqual(Array(20).fill(other))
})

test('an instance in maintenance gets no new request, not even from clients bound to it', async () => {
  const backs = await Promise.all(['a', 'b'].map((name) => startBack(name)))
  const proxy = await startProxy(backs.map((back) => back.address))
  const client = await startPolling(proxy.url)
  await proxy.command(`set server instances/back${client.first === 'a' ? 1 : 2} state maint`)
  expect(await client.poll()).toBe(client.first === 'a' ? 'b' : 'a')
})

test('a file that one version does not have comes from an instance that has it, whatever the cookie says', async () => {
  const backs = [await startBack('old', undefined, { files: ['/assets/old.js'] })]
  backs.push(await startBack('new', undefined, { files: ['/assets/new.js'] }))
  const proxy = await startProxy(backs.map((back) => back.address))
  for (const { cookie } of await repeat(2, () => startPolling(proxy.url)))
    for (const [file, status] of [
      ['old', 200],
      ['new', 200],
      ['gone', 404],
    ] as const) {
      const answer = await fetch(`${proxy.url}/assets/${file}.js`, {
        headers: { cookie: cookie.split(';')[0] ?? '' },
      })
      expect([file, answer.status, answer.headers.get('set-cookie')]).toEqual([file, status, null])
    }
})

test('when no instance says that it is ready, requests still reach one', async () => {
  const back = await startBack('a', undefined, { readiness: 503 })
  const proxy = await startProxy([back.address])
  await vi.waitUntil(async () => (await proxy.command('show stat instances 2 -1')).includes('DOWN'))
  const client = await startPolling(proxy.url)
  expect([client.first, await client.poll()]).toEqual(['a', 'a'])
})

test('the production configuration is valid, without an instance to find', () => {
  const config = fileURLToPath(new URL('../haproxy/haproxy.cfg', import.meta.url))
  const { status, stderr } = spawnSync('haproxy', ['-c', '-f', config], { encoding: 'utf8' })
  expect(stderr).not.toMatch(/WARNING|ALERT/)
  expect(status).toBe(0)
})

test('a reload brings a new instance in', async () => {
  const [a, b] = await Promise.all([startBack('a'), startBack('b')])
  const proxy = await startProxy([a.address])
  await proxy.reload([a.address, b.address])
  const answers = await repeat(4, async () => (await startPolling(proxy.url)).first)
  expect(new Set(answers)).toEqual(new Set(['a', 'b']))
})

test('only the proxy says who the client is', async () => {
  const told = ['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host', 'x-real-ip', 'forwarded']
  const back = await startBack('a', (request) => JSON.stringify(told.map((name) => request.headers[name])))
  const proxy = await startProxy([back.address])
  const lies = Object.fromEntries(told.map((name) => [name, '6.6.6.6']))
  const response = await fetch(proxy.url, { headers: lies })
  expect(await response.json()).toEqual(['127.0.0.1', 'http', null, null, null])
})

test.each(['login', 'register', 'token', 'LOGIN/', '/login', 'password-reset', 'password-reset/confirm'])(
  'too many sign-ins at /api/auth/%s from one address get 429 and when to return',
  async (path) => {
    const back = await startBack('a')
    const proxy = await startProxy([back.address], { SIGN_INS_PER_MINUTE: '3' })
    const signIn = () => fetch(`${proxy.url}/api/auth/${path}`, { method: 'POST' })
    const responses = await repeat(4, signIn)
    expect(responses.map((response) => response.status)).toEqual([200, 200, 200, 429])
    expect(await responses[3]?.json()).toMatchObject({ error: { code: 'rate_limited', retryable: true } })
    expect((await fetch(`${proxy.url}/api/auth/me`)).status).toBe(200)
  },
)

test('too many handshakes from one address get 429, and sessions go on', async () => {
  const back = await startBack('a')
  const proxy = await startProxy([back.address], { HANDSHAKES_PER_10_SECONDS: '3' })
  const client = await startPolling(proxy.url)
  const handshakes = await repeat(4, () => fetch(`${proxy.url}/socket.io/?EIO=4&sid=`))
  expect(handshakes.map((response) => response.status)).toEqual([200, 200, 429, 429])
  expect(await client.poll()).toBe('a')
})

test('300 people behind one address sign in and connect within a minute', async () => {
  const back = await startBack('a')
  const proxy = await startProxy([back.address])
  const person = async () => {
    const signIn = await fetch(`${proxy.url}/api/auth/register`, { method: 'POST' })
    const handshake = await fetch(`${proxy.url}/socket.io/?EIO=4`)
    return [signIn.status, handshake.status]
  }
  const people = await Promise.all(Array.from({ length: 300 }, person))
  expect(people.flat().filter((status) => status !== 200)).toEqual([])
})

test('without an instance the answer is the contract’s error', async () => {
  const back = await startBack('a')
  const proxy = await startProxy([back.address])
  back.die()
  const response = await fetch(`${proxy.url}/api/rooms`)
  expect(response.status).toBe(503)
  expect(await response.json()).toMatchObject({ error: { code: 'unavailable', retryable: true } })
})

test('a configuration that HAProxy refuses is told before anything starts', async () => {
  await expect(startHaproxy({ backs: ['not an address'] })).rejects.toThrow(
    /HAProxy refuses its configuration/,
  )
})
