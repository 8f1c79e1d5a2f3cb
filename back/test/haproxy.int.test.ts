import { io } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'
import { Tab } from './tab.js'

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

test('the address that limits count is the one that HAProxy saw, whatever the client claims', async () => {
  const answers = await Promise.all(
    Array.from({ length: 3 }, (_, n) =>
      fetch(`${door}/health/live`, { headers: { 'x-forwarded-for': `203.0.113.${n}` } }),
    ),
  )
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200])
  const tab = new Tab(door, alice.token)
  await tab.untilReady()
  tab.close()
})
