import type { JoinedRoom, Response } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'

let cluster: Cluster
let alice: Person
let bob: Person
let carol: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 1 })
  alice = await cluster.person('alice', cluster.url(0))
  bob = await cluster.person('bob', cluster.url(1))
  carol = await cluster.person('carol', cluster.url(0))
})
afterAll(() => cluster.stop())

const seenBy = async (who: Person, roomId: string): Promise<JoinedRoom | undefined> =>
  (await who.rooms()).find((room) => room.id === roomId)
const direct = async (who: Person, ...others: Person[]) => {
  const body = { userIds: others.map((other) => other.id) }
  return (await who.ok<Response<'joinedRoom'>>('POST', '/direct', body)).room
}

test('the list tells unread messages, mentions and the last message, stored or not yet', async () => {
  const room = await alice.room('list')
  await bob.join(room.id)
  const tab = await alice.tab()
  const [worker] = cluster.workers
  worker?.pause()
  await tab.send(room.id, 'one')
  await tab.send(room.id, 'for @bob')
  const { seq } = await tab.send(room.id, 'thre')
  await tab.do('message:edit', { roomId: room.id, clientId: uuidv7(), seq, body: 'three' })
  await tab.do('reaction:add', { roomId: room.id, clientId: uuidv7(), seq, emoji: '👍' })
  const told = { ordinal: 3, unread: 3, mentions: 1 }
  const lastMessage = { seq, body: 'three', reactions: [{ emoji: '👍', userIds: [alice.id] }] }
  expect(await seenBy(bob, room.id)).toMatchObject({ ...told, lastMessage })
  worker?.resume()
  const stored = await until(async () => {
    const seen = await seenBy(bob, room.id)
    return seen?.persisted === seen?.head && seen
  })
  expect(stored).toMatchObject({ ...told, lastMessage })
  expect(await seenBy(alice, room.id)).toMatchObject({ unread: 0, mentions: 0 })
})

test('what is read counts as read on every instance, and a deleted last message shows no text', async () => {
  const room = await alice.room('reading')
  await bob.join(room.id)
  const tab = await alice.tab()
  await tab.send(room.id, 'hello @bob')
  const { seq } = await tab.send(room.id, 'secret')
  await bob.ok('POST', `/rooms/${room.id}/read`, { seq: seq - 1 })
  expect(await seenBy(bob, room.id)).toMatchObject({ unread: 1, mentions: 0, readSeq: seq - 1 })
  await tab.do('message:delete', { roomId: room.id, clientId: uuidv7(), seq })
  expect((await seenBy(bob, room.id))?.lastMessage).toMatchObject({
    seq,
    body: '',
    deletedAt: expect.any(String),
  })
})

test('pages of joined rooms and of members come whole while people and rooms are added', async () => {
  const rooms = [await carol.room('first'), await carol.room('second'), await carol.room('third')]
  const seen: string[] = []
  let query = '/rooms?limit=2'
  for (;;) {
    const page = await carol.ok<Response<'joinedRooms'>>('GET', query)
    seen.push(...page.items.map((room) => room.id))
    if (!page.nextCursor) break
    query = `/rooms?limit=2&cursor=${page.nextCursor}`
    if (seen.length < 4) rooms.push(await carol.room('while reading'))
  }
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen).toEqual(expect.arrayContaining(rooms.map((room) => room.id)))

  const [welcome] = await carol.rooms()
  const members: string[] = []
  let path = `/rooms/${welcome?.id}/members?limit=1`
  for (;;) {
    const page = await carol.ok<Response<'members'>>('GET', path)
    members.push(...page.items.map((member) => member.user.username))
    if (!page.nextCursor) break
    path = `/rooms/${welcome?.id}/members?limit=1&cursor=${page.nextCursor}`
    if (members.length === 1) await cluster.person('dave')
  }
  expect(members).toEqual(['alice', 'bob', 'carol', 'dave'])
})

test('ten calls at once from both sides open one direct room', async () => {
  const rooms = await Promise.all(
    Array.from({ length: 10 }, (_, i) => (i % 2 ? direct(alice, bob) : direct(bob, alice))),
  )
  expect(new Set(rooms.map((room) => room.id)).size).toBe(1)
  expect(rooms[0]).toMatchObject({ kind: 'direct', name: '', memberCount: 2, role: 'member' })
  const [room] = rooms
  expect(room?.people?.map((person) => person.username)).toEqual(['alice'])
  expect((await direct(alice, bob, carol)).id).not.toBe(room?.id)
  expect((await carol.call('GET', `/rooms/${room?.id}`)).status).toBe(404)
  expect((await alice.call('POST', `/rooms/${room?.id}/leave`)).status).toBe(403)
  expect((await alice.call('POST', `/rooms/${room?.id}/members`, { userId: carol.id })).status).toBe(403)
  expect((await alice.call('PATCH', `/rooms/${room?.id}`, { name: 'us' })).status).toBe(403)
})

test('a direct room with oneself is a place for notes, one with nobody known is none', async () => {
  expect(await direct(alice, alice)).toMatchObject({ memberCount: 1, people: [] })
  expect((await alice.call('POST', '/direct', { userIds: [uuidv7()] })).status).toBe(404)
  expect((await alice.call('POST', '/direct', { userIds: [] })).status).toBe(400)
})

test('a change whose process died after the commit reaches the log once and puts the sockets in', async () => {
  const room = await alice.room('healed', 'private')
  const [tab, other] = [await alice.tab(), await bob.tab()]
  const pending = [uuidv7(), room.id, alice.id, JSON.stringify({ userId: bob.id, role: 'member' }), bob.id]
  const commit = (membership: string) =>
    cluster.db.query(
      `WITH joined AS (${membership})
       INSERT INTO pending_event (id, room_id, actor_id, type, data, user_id, version, standing)
       VALUES ($1, $2::uuid, $3, 'member.joined', $4, $5::uuid, 1, '1:member:0')`,
      pending,
    )
  await commit('INSERT INTO membership (room_id, user_id) VALUES ($2, $5)')
  await until(() =>
    other.changes.some((change) => change.type === 'room.joined' && change.room.id === room.id),
  )
  await tab.send(room.id, 'you are in')
  await until(() => other.bodies(room.id).includes('you are in'))
  const gone = async () => (await cluster.db.query('SELECT 1 FROM pending_event')).rowCount === 0
  await until(gone)

  // It died later: the log had the event, and the row was still there.
  await commit('SELECT 1')
  await until(gone)
  await tab.send(room.id, 'still one')
  await until(() => tab.bodies(room.id).includes('still one'))
  const joins = tab.of(room.id).filter((event) => event.type === 'member.joined')
  expect(joins.map((event) => event.data)).toEqual([{ userId: bob.id, role: 'member' }])
})
