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
  alice = await cluster.person('alice')
  bob = await cluster.person('bob')
  carol = await cluster.person('carol')
})
afterAll(() => cluster.stop())

const block = (by: Person, whom: Person, place = 0) =>
  by.ok('PUT', `/users/${whom.id}/block`, undefined, cluster.url(place))
const unblock = (by: Person, whom: Person, place = 0) =>
  by.ok('DELETE', `/users/${whom.id}/block`, undefined, cluster.url(place))
const blocksOf = async (person: Person) =>
  (await person.ok<Response<'people'>>('GET', '/users/me/blocks')).items.map((user) => user.username)
const direct = async (by: Person, ...others: Person[]): Promise<JoinedRoom> => {
  const userIds = others.map((other) => other.id)
  return (await by.ok<Response<'joinedRoom'>>('POST', '/direct', { userIds })).room
}
const mutedUntil = async (person: Person, roomId: string) =>
  (await person.ok<Response<'joinedRoom'>>('GET', `/rooms/${roomId}`)).room.mutedUntil
const say = (person: Person, roomId: string, place = 0) => {
  const path = `/rooms/${roomId}/messages`
  return person.call<Response<'accepted'>>(
    'POST',
    path,
    { clientId: uuidv7(), body: 'hello' },
    cluster.url(place),
  )
}
const refusal = async (answer: Promise<{ status: number; body: unknown }>) => {
  const { status, body } = await answer
  return { status, ...(body as { error: { code: string; message: string } }).error }
}

test('a block closes the direct room for both, by every way of writing, on every instance', async () => {
  const room = await direct(alice, bob)
  const [aliceTab, bobTab] = [await alice.tab(cluster.url(0)), await bob.tab(cluster.url(1))]
  const { seq } = await bobTab.send(room.id, 'before')
  await aliceTab.do('reaction:add', { roomId: room.id, clientId: uuidv7(), seq, emoji: '👍' })
  await block(alice, bob)
  expect(await blocksOf(alice)).toEqual(['bob'])
  expect(await blocksOf(bob)).toEqual([])
  for (const [tab, person] of [
    [aliceTab, alice],
    [bobTab, bob],
  ] as const) {
    const aimed = () => ({ roomId: room.id, clientId: uuidv7(), seq })
    const answers = [
      await tab.ask('message:send', { roomId: room.id, clientId: uuidv7(), body: 'after' }),
      await tab.ask('reaction:add', { ...aimed(), emoji: '👎' }),
      await tab.ask('message:pin', aimed()),
      ...(person === bob ? [await tab.ask('message:edit', { ...aimed(), body: 'changed' })] : []),
      ...(person === bob ? [await tab.ask('message:delete', aimed())] : []),
    ]
    for (const answer of answers)
      expect(answer).toMatchObject({
        ok: false,
        error: { code: 'forbidden', message: 'This conversation is closed.' },
      })
    for (const place of [0, 1]) expect((await say(person, room.id, place)).status).toBe(403)
    expect(await mutedUntil(person, room.id)).toBe('9999-12-31T23:59:59.999Z')
  }
  await bobTab.do('typing:set', { roomId: room.id, typing: true })
  await unblock(alice, bob, 1)
  expect((await say(bob, room.id)).status).toBeLessThan(300)
  expect((await say(alice, room.id, 1)).status).toBeLessThan(300)
  expect(await mutedUntil(bob, room.id)).toBeUndefined()
  await until(() => aliceTab.bodies(room.id).includes('hello'))
  expect(aliceTab.bodies(room.id)).not.toContain('after')
  expect(aliceTab.typing).toEqual([])
})

test('the log of the room does not say who blocked whom', async () => {
  const room = await direct(alice, bob)
  const tab = await bob.tab(cluster.url(1))
  await block(alice, bob)
  await until(() => tab.of(room.id).filter((event) => event.type === 'member.updated').length === 2)
  for (const event of tab.of(room.id)) {
    if (event.type !== 'member.updated') continue
    expect(event.actorId).toBe(event.data.userId)
    expect(event.data.mutedUntil).toBe('9999-12-31T23:59:59.999Z')
  }
  expect(tab.changes.filter((change) => change.type === 'blocks')).toEqual([])
  await unblock(alice, bob)
})

test('while both block each other, one who lets it be opens nothing', async () => {
  const room = await direct(alice, bob)
  await Promise.all([block(alice, bob, 0), block(bob, alice, 1)])
  await unblock(alice, bob)
  for (const person of [alice, bob]) expect((await say(person, room.id)).status).toBe(403)
  await unblock(bob, alice)
  for (const person of [alice, bob]) expect((await say(person, room.id)).status).toBeLessThan(300)
})

test('blocking twice is blocking once, and so is unblocking', async () => {
  const room = await direct(alice, bob)
  const { head } = (await alice.ok<Response<'joinedRoom'>>('GET', `/rooms/${room.id}`)).room
  await Promise.all([block(alice, bob, 0), block(alice, bob, 1), block(alice, bob, 0)])
  expect(await blocksOf(alice)).toEqual(['bob'])
  await Promise.all([unblock(alice, bob, 0), unblock(alice, bob, 1)])
  const after = (await alice.ok<Response<'joinedRoom'>>('GET', `/rooms/${room.id}`)).room
  expect(after.head).toBe(head + 4)
  expect(after.mutedUntil).toBeUndefined()
})

test('a new direct room of two is refused either way, in the same words; an old one stays readable', async () => {
  const dave = await cluster.person('dave')
  const erin = await cluster.person('erin')
  const old = await direct(erin, alice)
  await block(dave, erin)
  const [first, second] = [
    await refusal(dave.call('POST', '/direct', { userIds: [erin.id] })),
    await refusal(erin.call('POST', '/direct', { userIds: [dave.id] })),
  ]
  expect(first).toMatchObject({ status: 403, code: 'forbidden' })
  expect(second).toEqual(first)
  await block(alice, erin)
  expect((await direct(erin, alice)).id).toBe(old.id)
  await unblock(dave, erin)
  const room = await direct(erin, dave)
  expect((await say(erin, room.id)).status).toBeLessThan(300)
  await unblock(alice, erin)
})

test('nobody is put into a room of several by someone whom they block; others may bring both', async () => {
  const [frank, grace] = [await cluster.person('frank'), await cluster.person('grace')]
  await block(frank, grace)
  const pulled = await refusal(grace.call('POST', '/direct', { userIds: [frank.id, carol.id] }))
  expect(pulled).toMatchObject({ status: 403, code: 'forbidden' })
  expect(pulled.message).not.toMatch(/block|frank/)
  const room = await direct(carol, frank, grace)
  expect((await say(grace, room.id)).status).toBeLessThan(300)
  expect((await direct(grace, frank, carol)).id).toBe(room.id)
})

test('nor into any other room; they come by themselves, or by somebody else', async () => {
  const [heidi, ivan] = [await cluster.person('heidi'), await cluster.person('ivan')]
  await block(heidi, ivan)
  const room = await ivan.room('Trap', 'private')
  const path = `/rooms/${room.id}/members`
  expect(await refusal(ivan.call('POST', path, { userId: heidi.id }))).toMatchObject({
    status: 403,
    message: 'This person cannot be added by you.',
  })
  await ivan.ok('POST', path, { userId: carol.id })
  await carol.ok('POST', path, { userId: heidi.id })
})

test('a rank or a request to lift the mute does not open a closed room', async () => {
  const room = await direct(alice, bob)
  await block(bob, alice)
  for (const person of [alice, bob])
    for (const target of [alice, bob]) {
      const path = `/rooms/${room.id}/members/${target.id}`
      expect((await person.call('PATCH', path, { mutedUntil: null })).status).toBe(403)
      expect((await person.call('PATCH', path, { role: 'owner' })).status).toBe(403)
    }
  expect((await say(alice, room.id)).status).toBe(403)
  await unblock(bob, alice)
})

test('oneself, strangers to the installation and what is no id cannot be blocked', async () => {
  expect((await alice.call('PUT', `/users/${alice.id}/block`)).status).toBe(400)
  expect((await alice.call('PUT', `/users/${uuidv7()}/block`)).status).toBe(404)
  expect((await alice.call('PUT', '/users/me/block')).status).toBe(400)
  expect((await alice.call('DELETE', `/users/${uuidv7()}/block`)).status).toBe(200)
  expect(await blocksOf(alice)).toEqual([])
})

test('all own tabs hear whom one blocks, nobody else does', async () => {
  const tabs = [await alice.tab(cluster.url(0)), await alice.tab(cluster.url(1))]
  const other = await carol.tab(cluster.url(0))
  const lists = (place: number) =>
    tabs[place]?.changes.flatMap((change) => (change.type === 'blocks' ? [change.userIds] : [])) ?? []
  await block(alice, carol, 1)
  for (const place of [0, 1]) await until(() => lists(place).at(-1)?.includes(carol.id))
  await unblock(alice, carol, 0)
  for (const place of [0, 1]) await until(() => lists(place).at(-1)?.length === 0)
  expect(other.changes.filter((change) => change.type === 'blocks')).toEqual([])
})

test('who is blocked mentions the blocker in vain', async () => {
  const room = await alice.room('Square')
  await Promise.all([bob.join(room.id), carol.join(room.id)])
  await block(alice, bob)
  const tab = await bob.tab(cluster.url(1))
  const sent = await tab.send(room.id, 'hello @alice and @carol')
  await tab.do('message:edit', {
    ...{ roomId: room.id, clientId: uuidv7(), seq: sent.seq },
    body: '@alice @carol hello',
  })
  const { messages } = await alice.messages(room.id)
  expect(messages.find((message) => message.seq === sent.seq)?.mentions).toEqual([carol.id])
  expect((await alice.rooms()).find((one) => one.id === room.id)).toMatchObject({ mentions: 0, unread: 1 })
  await unblock(alice, bob)
})

test('of a block and messages that race, none is accepted after the room is closed', async () => {
  const room = await direct(alice, bob)
  const [here, there] = [await bob.tab(cluster.url(0)), await bob.tab(cluster.url(1))]
  const sending = Array.from({ length: 60 }, (_, n) =>
    (n % 2 === 0 ? here : there).ask('message:send', {
      ...{ roomId: room.id, clientId: uuidv7() },
      body: `racing ${n}`,
    }),
  )
  await block(alice, bob, 1)
  const late = await say(bob, room.id)
  const answers = await Promise.all(sending)
  expect(late.status).toBe(403)
  const accepted = answers.flatMap((ack) => (ack.ok ? [ack.data.seq] : []))
  const tab = await bob.tab(cluster.url(0))
  const { data } = {
    data: await tab.do('room:sync', { roomId: room.id, epoch: room.epoch, since: room.head }),
  }
  const events = 'events' in data ? data.events : []
  const closed = events.find((event) => event.type === 'member.updated' && event.data.userId === bob.id)
  expect(Math.max(0, ...accepted)).toBeLessThan(closed?.seq ?? 0)
  await unblock(alice, bob)
})

test('of a block and a new room that race, the room ends closed or was never made', async () => {
  for (let round = 0; round < 8; round++) {
    const [one, two] = [await cluster.person(`one${round}`), await cluster.person(`two${round}`)]
    const [made] = await Promise.all([
      two.call<Response<'joinedRoom'>>('POST', '/direct', { userIds: [one.id] }, cluster.url(1)),
      block(one, two, 0),
    ])
    if (made.status === 403) continue
    expect((await say(two, made.body.room.id)).status).toBe(403)
    expect((await say(one, made.body.room.id)).status).toBe(403)
  }
})

test('a room that was closed stays closed when Redis crashes', async () => {
  const room = await direct(alice, carol)
  await block(carol, alice)
  await cluster.restartRedis()
  for (const person of [alice, carol])
    await until(async () => (await say(person, room.id)).status === 403, { what: 'it is refused for good' })
  await unblock(carol, alice)
  await until(async () => (await say(alice, room.id)).status < 300)
})
