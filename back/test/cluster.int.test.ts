import type { ClusterView, JournalEntry } from '@papo/contract'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { Cluster, until } from './harness.js'
import type { PapoProcess } from './papo.process.js'
import type { Person } from './person.js'
import { Regular } from './regular.js'
import { expectKept, expectWhole } from './talker.js'

/** Whoever is away for seconds is not so far behind that a page would be shorter. */
const BREATH_MS = 40

let cluster: Cluster
let owner: Person
let bob: Person
let door: string
const nameOf = ({ lines }: PapoProcess) => String(lines[0]?.['instance'])

beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 1, haproxy: true, env: { TRUST_PROXY: 'loopback' } })
  door = cluster.haproxy?.url ?? ''
  owner = await cluster.person('owner')
  bob = await cluster.person('bob')
})
afterAll(() => cluster.stop())

const look = (at?: string) => owner.ok<ClusterView>('GET', '/admin/cluster', undefined, at)
const drain = (name: string, at?: string) => owner.call('POST', `/admin/cluster/${name}/drain`, {}, at)
const takeIn = (name: string, at?: string) =>
  owner.call('DELETE', `/admin/cluster/${name}/drain`, undefined, at)
const readiness = async ({ url }: PapoProcess) => (await fetch(`${url}/health/ready`)).status

function instances(): [PapoProcess, PapoProcess] {
  const [one, two] = cluster.instances
  if (!one || !two) throw new Error('not all instances run')
  return [one, two]
}

test('administrators see every process, what it carries and what it stands on, from whichever instance', async () => {
  const [one, two] = instances()
  const room = await owner.room('looked at')
  await bob.join(room.id)
  const [from, to] = [await owner.tab(one.url), await bob.tab(two.url)]
  await from.send(room.id, 'counted')
  const seen = await until(
    async () => {
      const view = await look(two.url)
      const [here, there] = [one, two].map((process) =>
        view.instances.find(({ name }) => name === nameOf(process)),
      )
      const flowed = here?.flow.some(([incoming]) => incoming > 0) && there?.flow.some(([, out]) => out > 0)
      const isAll = here?.sockets === 1 && there?.sockets === 1 && view.workers[0]?.ready
      return flowed && isAll && view
    },
    { what: 'the message passed through both' },
  )
  expect(seen.instances.map(({ name }) => name)).toEqual([nameOf(one), nameOf(two)].sort())
  for (const instance of seen.instances) {
    expect(instance).toMatchObject({ ready: true, draining: false, problems: [], people: 1 })
    expect(instance.rooms).toBeGreaterThan(0)
    expect(instance.memoryBytes).toBeGreaterThan(1_000_000)
    expect(instance.version).toMatch(/^\d+\.\d+/)
  }
  expect(seen.instances.map(({ address }) => address).sort()).toEqual(
    [one, two].map(({ port }) => `127.0.0.1:${port}`).sort(),
  )
  expect(seen.workers).toMatchObject([{ name: nameOf(cluster.workers[0] ?? one), ready: true }])
  expect(seen.redis).toMatchObject([
    { role: 'master', eviction: 'noeviction', appendOnly: 'on', replicas: [] },
  ])
  expect(seen.queues.find(({ name }) => name === 'persist')).toMatchObject({ failed: 0 })
  for (const tab of [from, to]) tab.close()
})

test('nobody else sees or drains anything, and what does not exist is not drained', async () => {
  const name = nameOf(instances()[0])
  expect((await bob.call('GET', '/admin/cluster')).status).toBe(403)
  expect((await bob.call('POST', `/admin/cluster/${name}/drain`, {})).status).toBe(403)
  expect((await bob.call('DELETE', `/admin/cluster/${name}/drain`)).status).toBe(403)
  expect((await drain('nobody')).status).toBe(404)
  expect((await takeIn(name)).status).toBe(200)
})

/** People in one room who came by the door, each one's client coming back by itself. */
async function crowd(roomId: string, people: number): Promise<Regular[]> {
  const all = Array.from({ length: people }, (_, n) => {
    const transports: ('websocket' | 'polling')[] = n === 0 ? ['polling'] : ['websocket']
    return new Regular(door, n % 2 ? bob : owner, roomId, transports)
  })
  onTestFinished(() => all.forEach((one) => one.close()))
  await until(() => all.every((one) => one.isHere), { what: 'all are here' })
  return all
}

test('draining moves all people while they talk: nothing is lost or doubled; taken in again it is one of all', async () => {
  const [one, two] = instances()
  const { id: roomId } = await owner.room('moving')
  await bob.join(roomId)
  const all = await crowd(roomId, 12)
  const talkers = all.slice(1, 5)
  const moved = all.filter(({ place }) => place === nameOf(one))
  expect(moved.length).toBeGreaterThan(0)
  let over = false
  const talk = async (talker: Regular, n: number) => {
    for (let i = 0; i < 20 || !over; i++) {
      await talker.say(`${n}: ${i}`)
      await pause(BREATH_MS)
    }
  }
  const talking = Promise.all(talkers.map(talk))
  await until(() => talkers.every(({ said }) => said.length > 5), { what: 'they talk' })

  // Asked for at the other one.
  expect((await drain(nameOf(one), two.url)).status).toBe(200)
  expect((await look(two.url)).instances.find(({ name }) => name === nameOf(one))).toMatchObject({
    draining: true,
    ready: false,
  })
  await until(async () => (await readiness(one)) === 503, { what: 'it says that it is not ready' })
  expect((await owner.call('GET', '/rooms', undefined, one.url)).status).toBe(200)
  await until(() => all.every(({ place }) => place === nameOf(two)), { what: 'all are on the other one' })
  expect(await readiness(two)).toBe(200)
  const refused = await drain(nameOf(two), one.url)
  expect(refused).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } })

  expect((await takeIn(nameOf(one), one.url)).status).toBe(200)
  await until(async () => (await readiness(one)) === 200, { what: 'it is ready again' })
  const [, , , , , last] = all
  await until(
    async () => {
      const tab = await bob.tab(door)
      tab.close()
      return tab.ready?.instanceId === nameOf(one)
    },
    { what: 'new ones are led to it' },
  )
  over = true
  await talking
  const said = talkers.flatMap((talker) => talker.said)
  await until(() => all.every(({ bodies }) => bodies.length === said.length), { what: 'all have everything' })
  for (const { events, bodies } of all) {
    expectWhole(events)
    expect(bodies).toEqual(last?.bodies)
  }
  expect(new Set(last?.bodies).size).toBe(said.length)
  await expectKept(cluster, roomId, said)
  // Who had no need to move was left alone.
  for (const { places } of all.filter((other) => !moved.includes(other)))
    expect(places).toEqual([nameOf(two)])
})

test('what was done is in the journal, and what changed nothing or was refused is not', async () => {
  const { items } = await owner.ok<{ items: JournalEntry[] }>('GET', '/admin/journal')
  const ours = items.filter(({ action }) => action.startsWith('instance.'))
  const detail = { instance: nameOf(instances()[0]) }
  expect(ours).toMatchObject([
    { action: 'instance.takenIn', actor: { id: owner.id }, detail },
    { action: 'instance.drained', actor: { id: owner.id }, detail },
  ])
})

test('a drained instance that starts again is in service, and a killed one is gone after its lease', async () => {
  const [one, two] = instances()
  const third = await cluster.addInstance({ INSTANCE_ID: 'third' })
  await until(async () => (await look()).instances.length === 3, { what: 'the newcomer is seen' })
  expect((await drain('third')).status).toBe(200)
  await until(async () => (await readiness(third)) === 503, { what: 'it is drained' })
  await third.stop()
  expect((await look(two.url)).instances.map(({ name }) => name)).not.toContain('third')
  const again = await cluster.addInstance({ INSTANCE_ID: 'third' })
  await until(
    async () => (await look(one.url)).instances.some(({ name, ready }) => name === 'third' && ready),
    { what: 'it is back' },
  )
  await again.kill()
  expect((await look(one.url)).instances.map(({ name }) => name)).toContain('third')
  await until(async () => (await look(one.url)).instances.length === 2, { what: 'it is gone' })
})
