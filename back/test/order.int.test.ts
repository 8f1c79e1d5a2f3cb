import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'

let cluster: Cluster
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 1 })
})
afterAll(() => cluster.stop())

test('four senders on two instances, 200 messages: every member sees the same order, and PostgreSQL has it', async () => {
  const people = await Promise.all(['alice', 'bob', 'carol', 'dave'].map((name) => cluster.person(name)))
  const [alice] = people
  if (!alice) throw new Error('nobody')
  const room = await alice.room('order')
  for (const person of people.slice(1)) await person.join(room.id)
  const tabs = await Promise.all(people.map((person, i) => person.tab(cluster.url(i))))
  const acks = await Promise.all(
    tabs.flatMap((tab, i) =>
      Array.from({ length: 50 }, (_, n) => tab.send(room.id, `${people[i]?.user.username} ${n}`)),
    ),
  )
  await until(() => tabs.every((tab) => tab.bodies(room.id).length === 200))
  const seen = tabs.map((tab) =>
    tab.of(room.id).map((event) => [event.seq, event.type === 'message.sent' && event.data.body]),
  )
  for (const view of seen)
    expect(view.filter(([, body]) => body)).toEqual(seen[0]?.filter(([, body]) => body))
  const seqs = acks.map((ack) => ack.seq).sort((a, b) => a - b)
  expect(new Set(seqs).size).toBe(200)
  const stored = await until(async () => {
    const { rows } = await cluster.db.query<{ seq: string; body: string }>(
      'SELECT seq, body FROM message WHERE room_id = $1 ORDER BY seq',
      [room.id],
    )
    return rows.length === 200 && rows
  })
  expect(stored.map((row) => [Number(row.seq), row.body])).toEqual(seen[0]?.filter(([, body]) => body))
  const { rows } = await cluster.db.query<{ seq: string }>(
    'SELECT seq FROM message WHERE room_id = $1 UNION SELECT seq FROM room_event WHERE room_id = $1 ORDER BY 1',
    [room.id],
  )
  expect(rows.map((row) => Number(row.seq))).toEqual(Array.from({ length: 204 }, (_, i) => i + 1))
  for (const process of [...cluster.instances, ...cluster.workers]) expect(process.errors).toEqual([])
})
