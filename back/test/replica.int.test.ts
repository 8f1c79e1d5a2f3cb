import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import type { PapoProcess } from './papo.process.js'
import type { Person } from './person.js'
import { PostgresReplica } from './postgres.replica.js'
import { expectKept, Talker } from './talker.js'

let cluster: Cluster
let replica: PostgresReplica
let reader: PapoProcess
let alice: Person
let talker: Talker
let roomId: string
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 1 })
  replica = await PostgresReplica.follow(cluster)
  reader = await cluster.addInstance({ DATABASE_REPLICA_URL: replica.url })
  alice = await cluster.person('alice')
  roomId = (await alice.room('read elsewhere')).id
  talker = new Talker(cluster, alice, roomId)
})
afterAll(async () => {
  talker.close()
  await cluster.stop()
  await replica.stop()
})

/** What everyone has who was told that it is stored, and what Redis no longer holds. */
async function store(count: number, topic: string): Promise<string[]> {
  await talker.talk(count, topic)
  await expectKept(cluster, roomId, talker.said)
  await cluster.cutWindow(roomId, (talker.said.at(-1)?.seq ?? 0) + 1)
  return talker.said.map(({ body }) => body)
}
const bodies = async () => {
  const page = await alice.messages(roomId, '?after=0&limit=100', reader.url)
  return page.messages.map(({ body }) => body)
}
const readsOfReplica = async () => {
  const { rows } = await replica.db.query<{ reads: string }>(
    `SELECT COALESCE(sum(idx_scan + seq_scan), 0) AS reads FROM pg_stat_user_tables WHERE relname = 'message'`,
  )
  return Number(rows[0]?.reads)
}

test('a replica that is up to date is what history is read from', async () => {
  const said = await store(5, 'first')
  await until(async () => {
    expect(await bodies()).toEqual(said)
    return (await readsOfReplica()) > 0
  })
})

test('a replica that lags behind is passed over: pages, searches and lists lack nothing that is stored', async () => {
  await replica.freeze()
  const said = await store(5, 'behind')
  expect(await bodies()).toEqual(said)
  const found = await alice.ok<{ items: unknown[] }>('GET', '/search?q=behind', undefined, reader.url)
  expect(found.items).toHaveLength(5)
  const room = (await alice.rooms(reader.url)).find(({ id }) => id === roomId)
  expect(room?.lastMessage?.body).toBe('behind 4')
  await replica.thaw()
})

test('without its replica an instance reads from the primary', async () => {
  await replica.kill()
  const said = await store(2, 'alone')
  expect(await bodies()).toEqual(said)
  expect(reader.errors).toEqual([])
})
