import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { io } from 'socket.io-client'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { startHaproxy } from '../../scripts/haproxy.mjs'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'
import { Stomper } from './stomp/stomper.js'

let cluster: Cluster
let alice: Person
let door: string
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 3, workers: 1, haproxy: true, env: { TRUST_PROXY: 'loopback' } })
  door = cluster.haproxy?.url ?? ''
  alice = await cluster.person('alice', door)
})
afterAll(() => cluster.stop())

test('long polling works through HAProxy: the cookie keeps a session on its instance', async () => {
  // Like a browser, the client keeps cookies; each poll is a request of its own.
  const socket = io(door, {
    transports: ['polling'],
    auth: { token: alice.token },
    withCredentials: true,
    forceNew: true,
  })
  const ready: { instanceId: string }[] = []
  socket.on('ready', (payload: { instanceId: string }) => ready.push(payload))
  await until(() => ready.length === 1)
  const { id: roomId } = await alice.room('polling')
  for (let n = 0; n < 20; n++) {
    const ack = (await socket.timeout(8_000).emitWithAck('typing:set', { roomId, typing: true })) as {
      ok: boolean
    }
    expect(ack.ok).toBe(true)
  }
  expect(ready).toHaveLength(1)
  expect(socket.io.engine.transport.name).toBe('polling')
  socket.close()
})

test('STOMP works through HAProxy, and the cookie keeps a SockJS session of calls on its instance', async () => {
  const stomper = await Stomper.connect(door, alice.token)
  await stomper.close()
  const ask = (call: string, cookie: string, body?: string) =>
    fetch(`${door}/ws/1/visit/${call}`, { method: 'POST', headers: { cookie }, ...(body ? { body } : {}) })
  const opened = await ask('xhr', '')
  const cookie = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
  expect(await opened.text()).toBe('o\n')
  const connect = `CONNECT\naccept-version:1.2\nAuthorization:Bearer ${alice.token}\n\n\0`
  expect((await ask('xhr_send', cookie, JSON.stringify([connect]))).status).toBe(204)
  expect(await (await ask('xhr', cookie)).text()).toContain('CONNECTED')
  for (let n = 0; n < 10; n++) expect((await ask('xhr_send', cookie, '["\\n"]')).status).toBe(204)
})

test('people are spread over the instances, and a dead one is replaced at once for its clients', async () => {
  const { id: roomId } = await alice.room('spread')
  const tabs = await Promise.all(Array.from({ length: 12 }, () => alice.tab(door)))
  const ids = new Set(tabs.map((tab) => tab.ready?.instanceId))
  expect(ids.size).toBe(3)
  const victim = cluster.instances[0]
  const id = String(victim?.lines.find((line) => line.msg === 'listening')?.['instance'])
  await victim?.kill()
  const cut = tabs.filter((tab) => tab.ready?.instanceId === id)
  await until(() => cut.every((tab) => tab.disconnects === 1))
  const back = await Promise.all(cut.map(() => alice.tab(door)))
  expect(back.map((tab) => tab.ready?.instanceId)).not.toContain(id)
  const survivor = tabs.find((tab) => tab.ready?.instanceId !== id)
  await back[0]?.send(roomId, 'here again')
  await until(() => survivor?.bodies(roomId).includes('here again'))
})

test('a client bound by its cookie to a dead instance is sent to another one', async () => {
  const first = await fetch(`${door}/health/live`)
  const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? ''
  expect(cookie).toContain('=')
  const bound = async () => (await fetch(`${door}/health/live`, { headers: { cookie } })).status
  expect(await bound()).toBe(200)
  const running = cluster.instances.filter((instance) => instance.running)
  await running[0]?.kill()
  for (let n = 0; n < 10; n++) expect(await bound()).toBe(200)
})

/** The answer to a wrong password of someone who comes from one address and claims another. */
async function tryLogin(at: string, localAddress: string, claimed: string): Promise<number | undefined> {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': claimed }
  const asked = request(`${at}/api/auth/login`, { method: 'POST', localAddress, headers })
  asked.end(JSON.stringify({ login: uuidv7(), password: 'wrong' }))
  const [answer] = (await once(asked, 'response')) as [IncomingMessage]
  answer.resume()
  return answer.statusCode
}

test('the address that limits count is the one that HAProxy saw, whatever the client claims', async () => {
  const counting = await cluster.addInstance({ AUTH_IP_LIMIT: '1', TRUST_PROXY: '127.0.0.1' })
  const proxy = await startHaproxy({ backs: [`127.0.0.1:${counting.port}`] })
  onTestFinished(() => proxy.stop())
  expect(await tryLogin(proxy.url, '127.0.0.2', '203.0.113.1')).toBe(401)
  expect(await tryLogin(proxy.url, '127.0.0.2', '203.0.113.2')).toBe(429)
  // Nor are all of them one, the proxy.
  expect(await tryLogin(proxy.url, '127.0.0.3', '127.0.0.2')).toBe(401)
})
