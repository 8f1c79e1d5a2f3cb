import type { Response } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'
import { Talker } from './talker.js'

let cluster: Cluster
let alice: Person
let bob: Person
let carol: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 1 })
  alice = await cluster.person('alice')
  bob = await cluster.person('bob')
  carol = await cluster.person('carol')
})
afterAll(() => cluster.stop())

test('a removed member gets the removal and nothing after it, on any instance, and can do nothing more', async () => {
  const { id: roomId } = await alice.room('removal', 'private')
  for (const person of [bob, carol]) await alice.ok('POST', `/rooms/${roomId}/members`, { userId: person.id })
  const [near, far] = [await bob.tab(cluster.url(0)), await bob.tab(cluster.url(1))]
  const witness = await carol.tab(cluster.url(1))
  const talker = new Talker(cluster, alice, roomId)
  const talking = talker.talk(80, 'secret')
  await until(() => talker.said.length > 20)
  await alice.ok('DELETE', `/rooms/${roomId}/members/${bob.id}`)
  await talking
  await until(() => witness.bodies(roomId).length === 80)
  const removal = witness.of(roomId).find((event) => event.type === 'member.removed')
  for (const tab of [near, far]) {
    expect(tab.of(roomId).at(-1)).toEqual(removal)
    const refused = { ok: false, error: { code: expect.stringMatching(/forbidden|not_found/) as string } }
    expect(await tab.ask('message:send', { roomId, clientId: uuidv7(), body: 'still here' })).toMatchObject(
      refused,
    )
    expect(await tab.ask('room:sync', { roomId, epoch: 1, since: 0 })).toMatchObject(refused)
    expect(await tab.ask('read:set', { roomId, seq: 1 })).toMatchObject(refused)
    expect(await tab.ask('typing:set', { roomId, typing: true })).toMatchObject(refused)
    await until(() => tab.changes.some((change) => change.type === 'room.left' && change.roomId === roomId))
  }
  expect((await bob.call('GET', `/rooms/${roomId}/messages`)).status).toBe(404)
  const again = await bob.tab(cluster.url(0))
  expect(again.ready?.rooms.map((room) => room.roomId)).not.toContain(roomId)
  talker.close()
})

test('nothing of a private room reaches someone outside, whatever they ask for', async () => {
  const { id: roomId } = await alice.room('hidden', 'private')
  const [tab, outside] = [await alice.tab(cluster.url(0)), await carol.tab(cluster.url(0))]
  const { seq } = await tab.send(roomId, 'between us')
  const aim = { roomId, clientId: uuidv7(), seq }
  const refused = { ok: false, error: { code: expect.stringMatching(/forbidden|not_found/) as string } }
  const attempts = [
    outside.ask('message:send', { roomId, clientId: uuidv7(), body: 'hello', replyTo: seq }),
    outside.ask('message:edit', { ...aim, body: 'mine' }),
    outside.ask('message:delete', aim),
    outside.ask('message:pin', aim),
    outside.ask('reaction:add', { ...aim, emoji: '👀' }),
    outside.ask('room:sync', { roomId, epoch: 1, since: 0 }),
    outside.ask('read:set', { roomId, seq }),
    outside.ask('typing:set', { roomId, typing: true }),
  ]
  for (const attempt of attempts) expect(await attempt).toMatchObject(refused)
  for (const path of ['', '/messages', '/members', '/users', `/messages?around=${seq}`])
    expect((await carol.call('GET', `/rooms/${roomId}${path}`)).status).toBe(404)
  expect((await carol.call('POST', `/rooms/${roomId}/join`)).status).toBe(404)
  await tab.do('reaction:add', { ...aim, emoji: '🔒' })
  await until(() => tab.of(roomId).some((event) => event.type === 'reaction.added'))
  expect(JSON.stringify([outside.events, outside.changes, outside.typing, outside.heads])).not.toContain(
    roomId,
  )
})

test('an error never tells a stranger whether a hidden room or a message in it exists', async () => {
  const { id: hidden } = await alice.room('exists', 'private')
  const tab = await alice.tab(cluster.url(0))
  const { seq } = await tab.send(hidden, 'x')
  const outside = await carol.tab(cluster.url(1))
  const ask = async (roomId: string, target: number) => {
    const edit = await outside.ask('message:edit', { roomId, clientId: uuidv7(), seq: target, body: 'y' })
    const send = await outside.ask('message:send', { roomId, clientId: uuidv7(), body: 'y', replyTo: target })
    return [edit, send]
  }
  const answers = [await ask(hidden, seq), await ask(hidden, seq + 50), await ask(uuidv7(), 1)]
  expect(answers[1]).toEqual(answers[0])
  expect(answers[2]).toEqual(answers[0])
})

test('whoever is written to directly is told of the room, on whichever instance, and is in it', async () => {
  const tab = await bob.tab(cluster.url(1))
  const { room } = await alice.ok<Response<'joinedRoom'>>('POST', '/direct', { userIds: [bob.id] })
  await until(() => tab.changes.some((change) => change.type === 'room.joined' && change.room.id === room.id))
  await (await alice.tab(cluster.url(0))).send(room.id, 'just us')
  await until(() => tab.bodies(room.id).includes('just us'))
})

test('a muted member may read and not write, until the mute is over', async () => {
  const { id: roomId } = await alice.room('muted')
  await bob.join(roomId)
  const tab = await bob.tab(cluster.url(1))
  const mute = (mutedUntil: string | null) =>
    alice.ok('PATCH', `/rooms/${roomId}/members/${bob.id}`, { mutedUntil })
  await mute(new Date(Date.now() + 3_600_000).toISOString())
  const refused = await tab.ask('message:send', { roomId, clientId: uuidv7(), body: 'x' })
  expect(refused).toMatchObject({ ok: false, error: { code: 'forbidden' } })
  await mute(null)
  await tab.send(roomId, 'again')
})

test('a deleted room is gone for everyone at once', async () => {
  const { id: roomId } = await alice.room('short-lived')
  await bob.join(roomId)
  const tab = await bob.tab(cluster.url(1))
  await alice.ok('DELETE', `/rooms/${roomId}`)
  await until(() => tab.of(roomId).some((event) => event.type === 'room.deleted'))
  const refused = await tab.ask('message:send', { roomId, clientId: uuidv7(), body: 'x' })
  expect(refused).toMatchObject({ ok: false, error: { code: 'not_found' } })
})
