import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'

let cluster: Cluster
let alice: Person
let bob: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 1 })
  alice = await cluster.person('alice')
  bob = await cluster.person('bob')
})
afterAll(() => cluster.stop())

type Heard = Record<string, unknown>[]
const EVENTS = ['receiveMessage', 'recentMessages', 'onlineUsers', 'message', 'userStatus', 'error', 'ready']

/** A client that was written for another system: it knows its own events alone, and waits for no acks. */
async function visitor({ token }: Person, at: string) {
  const socket: Socket = io(at, { auth: { token }, transports: ['websocket'], forceNew: true })
  const heard: Record<string, Heard> = Object.fromEntries(EVENTS.map((name) => [name, []]))
  for (const name of EVENTS) socket.on(name, (payload: Record<string, unknown>) => heard[name]?.push(payload))
  await until(() => heard['ready']?.length)
  const of = (name: string): Heard => heard[name] ?? []
  return { socket, of, say: (name: string, ...args: unknown[]) => socket.emit(name, ...args) }
}

test('joinRoom, sendMessage and getRecentMessages work, beside our own vocabulary and with its seqs', async () => {
  const { id: roomId } = await alice.room('camel')
  const tab = await alice.tab(cluster.url(0))
  const [one, two] = [await visitor(alice, cluster.url(0)), await visitor(bob, cluster.url(1))]
  one.say('joinRoom', roomId)
  two.say('joinRoom', { roomId, userId: alice.id, username: 'mallory' })
  await until(() => one.of('onlineUsers').length === 1 && two.of('onlineUsers').length === 1)
  two.say('sendMessage', { roomId, message: 'hello', sender: 'mallory', userId: alice.id })
  await until(() => [one, two].every(({ of }) => of('receiveMessage').length === 1))
  const { seq } = await tab.send(roomId, 'hi')
  await until(() => [one, two].every(({ of }) => of('receiveMessage').length === 2))
  expect(one.of('receiveMessage')).toEqual(two.of('receiveMessage'))
  expect(one.of('receiveMessage')).toMatchObject([
    { roomId, username: 'bob', userId: bob.id, message: 'hello' },
    { roomId, username: 'alice', message: 'hi', seq },
  ])
  two.say('getRecentMessages', { roomId })
  await until(() => two.of('recentMessages').length === 1)
  expect(two.of('recentMessages')[0]).toMatchObject([
    { content: 'hello' },
    { content: 'hi', sender: 'alice' },
  ])
  two.say('getOnlineUsers', { roomId })
  await until(() => two.of('onlineUsers').length === 2)
  expect(two.of('onlineUsers')[1]).toMatchObject([{ username: 'alice' }, { username: 'bob' }])
  for (const { socket } of [one, two]) socket.close()
})

test('a private message reaches the other person, and only them', async () => {
  // The first message of a conversation that begins now may be said before the other's instance has heard of it.
  await alice.ok('POST', '/direct', { userIds: [bob.id] })
  const [one, two] = [await visitor(alice, cluster.url(0)), await visitor(bob, cluster.url(1))]
  two.say('getOnlineUsers', {})
  two.say('joinRoom', 'public')
  await until(() => two.of('onlineUsers').length === 2)
  one.say('sendMessage', { receiverId: bob.id, content: 'psst' })
  await until(() => [one, two].every(({ of }) => of('receiveMessage').length === 1))
  expect(two.of('receiveMessage')[0]).toMatchObject({ sender: 'alice', content: 'psst' })
  for (const { socket } of [one, two]) socket.close()
})

test('chat.addUser, chat.sendMessage and chat.removeUser work', async () => {
  const { id: roomId } = await alice.room('dotted')
  const [one, two] = [await visitor(alice, cluster.url(0)), await visitor(bob, cluster.url(1))]
  one.say('chat.addUser', { sender: 'alice', roomId, type: 'JOIN' })
  one.say('chat.sendMessage', { sender: 'mallory', roomId, content: 'anyone?', type: 'CHAT' })
  await until(() => one.of('message').length === 1)
  two.say('chat.addUser', { sender: 'bob', roomId })
  await until(() =>
    one.of('userStatus').some(({ username, status }) => username === 'bob' && status === 'joined'),
  )
  two.say('chat.sendMessage', { sender: 'bob', roomId, content: 'here' })
  await until(() => two.of('message').some(({ content }) => content === 'here'))
  two.say('chat.removeUser', { sender: 'bob', roomId })
  await until(() => one.of('message').some(({ type }) => type === 'LEAVE'))
  expect(one.of('message').map(({ type, sender }) => [type, sender])).toEqual([
    ['CHAT', 'alice'],
    ['JOIN', 'bob'],
    ['CHAT', 'bob'],
    ['LEAVE', 'bob'],
  ])
  one.say('chat.sendMessage', { roomId, content: 'gone?' })
  await until(() => one.of('message').length === 5)
  two.say('chat.sendMessage', { roomId, content: 'me again' })
  await until(() => two.of('error').length === 1)
  expect(two.of('error')[0]).toMatchObject({ code: 'forbidden' })
  expect(two.of('message').some(({ content }) => content === 'gone?')).toBe(false)
  for (const { socket } of [one, two]) socket.close()
})

test('a room that one is not let into stays silent, and what makes no sense is refused by error', async () => {
  const { id: secret } = await alice.room('hidden', 'private')
  const two = await visitor(bob, cluster.url(0))
  const hostile: [string, ...unknown[]][] = [
    ['joinRoom', secret],
    ['sendMessage', secret, 'knock'],
    ['getRecentMessages', { roomId: secret }],
    ['getOnlineUsers', { roomId: secret }],
    ['chat.addUser', { roomId: secret }],
    ['chat.sendMessage', { roomId: secret, content: 'x' }],
    ['joinRoom', { roomId: 'no-id' }],
    ['joinRoom', 7],
    ['sendMessage', { content: '' }],
    ['sendMessage', { content: 'x'.repeat(5_000) }],
  ]
  for (const [name, ...args] of hostile) two.say(name, ...args)
  await until(() => two.of('error').length === hostile.length)
  const codes = two.of('error').map(({ code }) => code)
  expect(codes.filter((code) => code === 'not_found')).toHaveLength(6)
  expect(codes.filter((code) => code === 'invalid_payload')).toHaveLength(4)
  const reply = await two.socket.timeout(8_000).emitWithAck('joinRoom', secret)
  expect(reply).toMatchObject({ ok: false, error: { code: 'not_found' } })
  const tab = await alice.tab(cluster.url(1))
  await tab.send(secret, 'between us')
  two.say('joinRoom', 'public')
  await until(() => two.of('onlineUsers').length === 1)
  expect(two.of('receiveMessage')).toEqual([])
  two.socket.close()
})
