import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'
import { expectKept, Talker } from './talker.js'

let cluster: Cluster
let alice: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 1 })
  alice = await cluster.person('alice')
})
afterAll(() => cluster.stop())

test('PostgreSQL away: messages are still acked and read, and stored when it is back', async () => {
  const { id: roomId } = await alice.room('away')
  const tab = await alice.tab(cluster.url())
  const talker = new Talker(cluster, alice, roomId)
  await talker.say('before')
  await cluster.restartPostgres(async () => {
    await talker.talk(20, 'meanwhile')
    expect((await alice.messages(roomId)).messages).toHaveLength(21)
    const answer = await alice.call('GET', '/rooms?filter=public')
    expect(answer).toMatchObject({ status: 503, body: { error: { code: 'unavailable', retryable: true } } })
  })
  await talker.say('after')
  await expectKept(cluster, roomId, talker.said)
  await until(() => tab.bodies(roomId).length === 22)
  const failed = await cluster.withRedis((redis) => redis.zcard('{bull}:persist:failed'))
  expect(failed).toBe(0)
  talker.close()
})

test('a row that PostgreSQL refuses is set aside whole, with an event in its place and an alarm; its neighbours are stored', async () => {
  const { id: roomId } = await alice.room('refused')
  const talker = new Talker(cluster, alice, roomId)
  await cluster.db.query(`ALTER TABLE message ADD CONSTRAINT poison CHECK (body <> 'poison')`)
  await talker.talk(3, 'before')
  const poison = await talker.say('poison')
  talker.said.pop()
  await talker.talk(3, 'after')
  await expectKept(cluster, roomId, talker.said)
  await cluster.db.query('ALTER TABLE message DROP CONSTRAINT poison')
  const { rows } = await cluster.db.query<{ event: Buffer; reason: string }>(
    'SELECT * FROM quarantine WHERE room_id = $1',
    [roomId],
  )
  expect(rows).toHaveLength(1)
  expect(JSON.parse(rows[0]?.event.toString() ?? '')).toMatchObject({
    seq: poison.seq,
    data: { body: 'poison' },
  })
  expect(rows[0]?.reason).toBe('23514')
  const alarms = cluster.workers.flatMap((worker) => worker.errors)
  expect(alarms).toMatchObject([{ alarm: 'quarantine', roomId, seq: poison.seq }])
  talker.close()
})

test('a change that its process did not announce is announced by the sweeper', async () => {
  const bob = await cluster.person('bob')
  const { id: roomId } = await alice.room('unannounced')
  const tab = await bob.tab(cluster.url(1))
  // As a process leaves it that dies between its commit and the append.
  const pending = '0199b4a0-0000-7000-8000-0000000000aa'
  await cluster.db.query(
    `WITH m AS (INSERT INTO membership (room_id, user_id, role, version) VALUES ($1, $2, 'member', 1))
     INSERT INTO pending_event (id, room_id, actor_id, type, data, user_id, version, standing)
     VALUES ($3, $1, $2, 'member.joined', $4, $2, 1, '1:member:0')`,
    [roomId, bob.id, pending, { userId: bob.id, role: 'member' }],
  )
  await until(() => tab.changes.some((change) => change.type === 'room.joined' && change.room.id === roomId))
  await tab.send(roomId, 'I am in')
})
