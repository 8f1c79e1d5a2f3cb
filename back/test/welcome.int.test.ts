import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../src/config.js'
import { Postgres } from '../src/infra/postgres.js'
import { ChangeStore } from '../src/room/change.store.js'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'

let cluster: Cluster
let alice: Person
let bob: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 1 })
  alice = await cluster.person('alice', cluster.url(0))
  bob = await cluster.person('bob', cluster.url(1))
})
afterAll(() => cluster.stop())

test('everyone who registers is in the welcome room, which the first one owns', async () => {
  const { rows } = await cluster.db.query('SELECT name, kind, member_count FROM room WHERE is_default')
  expect(rows).toEqual([{ name: 'Welcome', kind: 'public', member_count: 2 }])
  expect((await alice.rooms())[0]).toMatchObject({ name: 'Welcome', isDefault: true, role: 'owner' })
  expect((await bob.rooms())[0]).toMatchObject({ name: 'Welcome', isDefault: true, role: 'member' })
})

test('it is neither deleted nor made private', async () => {
  const [welcome] = await alice.rooms()
  expect((await alice.call('DELETE', `/rooms/${welcome?.id}`)).status).toBe(403)
  expect((await alice.call('PATCH', `/rooms/${welcome?.id}`, { kind: 'private' })).status).toBe(403)
})

test('who registered with an instance that died before admitting them is admitted by the next that starts', async () => {
  const id = uuidv7()
  await cluster.db.query(
    `INSERT INTO app_user (id, username, email, display_name, password_hash)
     VALUES ($1, 'carol', 'carol@example.org', 'Carol', '')`,
    [id],
  )
  const tab = await alice.tab()
  await cluster.addInstance()
  const event = await until(() => tab.events.find((e) => e.type === 'member.joined' && e.data.userId === id))
  expect(event.roomId).toBe((await alice.rooms())[0]?.id)
})

test('instances that look for it at the same moment make one', async () => {
  await cluster.db.query('UPDATE room SET is_default = false')
  const config = readConfig({ DATABASE_URL: cluster.databaseUrl, REDIS_URL: cluster.redis.url })
  const pools = Array.from({ length: 3 }, () => new Postgres(config, { connections: 4, timeoutMs: 5_000 }))
  try {
    await Promise.all(pools.map((pool) => pool.ping()))
    const makers = [...pools, ...pools, ...pools].map((pool) => new ChangeStore(pool))
    const ids = await Promise.all(makers.map((maker) => maker.ensureDefault('Welcome')))
    expect(new Set(ids).size).toBe(1)
    expect((await cluster.db.query('SELECT id FROM room WHERE is_default')).rows).toEqual([{ id: ids[0] }])
  } finally {
    await Promise.all(pools.map((pool) => pool.onApplicationShutdown()))
  }
})
