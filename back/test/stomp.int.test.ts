import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Response, RoomEvent } from '@papo/contract'
import { Cluster, until } from './harness.js'
import { post } from './person.js'
import type { Person } from './person.js'
import { RawStomp, Stomper } from './stomp/stomper.js'

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

const connect = `CONNECT\naccept-version:1.2\nAuthorization:Bearer `
const topic = (roomId: string) => `/topic/room/${roomId}`

test('a STOMP sender and a Socket.IO reader see the same seqs, on two instances and both ways', async () => {
  const roomId = await alice.roomWith([bob], 'both')
  const [stomper, tab] = [await Stomper.connect(cluster.url(0), alice.token), await bob.tab(cluster.url(1))]
  await stomper.subscribe(topic(roomId))
  const seqs: number[] = []
  for (let n = 0; n < 10; n++) {
    const { seq } = await stomper.send(`/app/room/${roomId}/send`, { body: `stomp ${n}` })
    seqs.push(Number(seq), (await tab.send(roomId, `socket ${n}`)).seq)
  }
  await until(() => tab.bodies(roomId).length === 20 && stomper.at(topic(roomId)).length === 20)
  const events = stomper.at<RoomEvent>(topic(roomId))
  expect(events).toEqual(tab.of(roomId))
  expect(events.map(({ seq }) => seq)).toEqual(seqs)
  const [first] = stomper.heard.get(topic(roomId)) ?? []
  expect(first?.headers).toMatchObject({ destination: topic(roomId), 'content-type': 'application/json' })
  expect(first?.headers['message-id']).toBe(`${roomId}:${events[0]?.epoch}:${events[0]?.seq}`)
  await stomper.close()
})

test.each(['sockjs', 'xhr-streaming', 'xhr-polling'] as const)(
  'SockJS by %s says and hears the same',
  async (way) => {
    const roomId = await alice.roomWith([bob], way)
    const stomper = await Stomper.connect(cluster.url(1), alice.token, way)
    const tab = await bob.tab(cluster.url(0))
    await stomper.subscribe(topic(roomId))
    for (let n = 0; n < 5; n++) {
      await stomper.send(`/app/room/${roomId}/send`, { body: `${way} ${n} 😀` })
      await tab.send(roomId, `reply ${n} é`)
    }
    await until(() => stomper.at(topic(roomId)).length === 10)
    expect(stomper.at(topic(roomId))).toEqual(tab.of(roomId))
    await stomper.close()
  },
)

test('the client of the classic tutorial works: join, chat, and nobody is who they say they are', async () => {
  const [one, two] = [
    await Stomper.connect(cluster.url(0), alice.token, 'sockjs'),
    await Stomper.connect(cluster.url(1), bob.token),
  ]
  for (const stomper of [one, two]) await stomper.subscribe('/topic/public')
  await one.send('/app/chat.addUser', { sender: 'Mallory', type: 'JOIN' })
  await one.send('/app/chat.sendMessage', { sender: 'Mallory', content: 'hello', type: 'CHAT' })
  await two.send('/app/chat.sendMessage', { sender: 'bob', content: 'hi', type: 'CHAT' })
  const chat = (stomper: Stomper) => stomper.at('/topic/public').filter(({ type }) => type === 'CHAT')
  await until(() => chat(one).length === 2 && chat(two).length === 2)
  expect(chat(one)).toEqual(chat(two))
  expect(chat(one)).toMatchObject([
    { type: 'CHAT', sender: 'alice', content: 'hello' },
    { type: 'CHAT', sender: 'bob', content: 'hi' },
  ])
  await Promise.all([one.close(), two.close()])
})

test('whoever subscribes to a public room before joining it hears from the joining on', async () => {
  const { id: roomId } = await alice.room('later')
  const [stomper, watcher] = [
    await Stomper.connect(cluster.url(1), carol.token),
    await Stomper.connect(cluster.url(0), alice.token),
  ]
  const destination = `/topic/public/${roomId}`
  await stomper.subscribe(destination)
  await watcher.subscribe(destination)
  const tab = await alice.tab()
  await tab.send(roomId, 'before')
  await stomper.send('/app/chat.addUser', { sender: 'carol', type: 'JOIN', roomId })
  await tab.send(roomId, 'after')
  await until(() => stomper.at(destination).some(({ content }) => content === 'after'))
  expect(stomper.at(destination).map(({ content }) => content)).not.toContain('before')
  await stomper.send('/app/chat.removeUser', { sender: 'carol', type: 'LEAVE', roomId })
  await until(() =>
    watcher.at(destination).some(({ type, sender }) => type === 'LEAVE' && sender === 'carol'),
  )
  expect(watcher.at(destination).map(({ type }) => type)).toEqual(['CHAT', 'JOIN', 'CHAT', 'LEAVE'])
  await Promise.all([stomper.close(), watcher.close()])
})

test('direct messages come by the private queue, also of a conversation that begins now', async () => {
  const stomper = await Stomper.connect(cluster.url(1), bob.token)
  await stomper.subscribe('/user/queue/private')
  const { room } = await carol.ok<Response<'joinedRoom'>>('POST', '/direct', { userIds: [bob.id] })
  const tab = await carol.tab(cluster.url(0))
  const { id: shared } = await carol.room('not private')
  await carol.ok('POST', `/rooms/${shared}/members`, { userId: bob.id })
  await until(async () => (await bob.rooms()).some(({ id }) => id === shared))
  await tab.send(shared, 'for the room')
  await until(async () => {
    await tab.send(room.id, 'psst')
    return stomper
      .at('/user/queue/private')
      .some(({ content, sender }) => content === 'psst' && sender === 'carol')
  })
  expect(stomper.at('/user/queue/private').every(({ roomId }) => roomId === room.id)).toBe(true)
  await stomper.close()
})

test('a room tells who comes and goes by its status topic', async () => {
  const roomId = await alice.roomWith([bob], 'status')
  const stomper = await Stomper.connect(cluster.url(0), alice.token)
  const destination = `/topic/status/${roomId}`
  await stomper.subscribe(destination)
  const tab = await bob.tab(cluster.url(1))
  await tab.do('presence:set', { state: 'dnd' })
  await until(() =>
    stomper.at(destination).some(({ username, status }) => username === 'bob' && status === 'dnd'),
  )
  await tab.do('presence:set', { state: 'online' })
  tab.close()
  await stomper.close()
})

test('whoever is removed hears of it and of nothing after it', async () => {
  const roomId = await alice.roomWith([bob], 'removed', 'private')
  const stomper = await Stomper.connect(cluster.url(1), bob.token)
  await stomper.subscribe(topic(roomId))
  await stomper.subscribe('/user/queue/errors')
  const tab = await alice.tab(cluster.url(0))
  await tab.send(roomId, 'you hear this')
  await alice.ok('DELETE', `/rooms/${roomId}/members/${bob.id}`)
  for (let n = 0; n < 5; n++) await tab.send(roomId, 'and not this')
  const other = await alice.roomWith([bob], 'fence')
  await stomper.subscribe(topic(other))
  await tab.send(other, 'the instance has heard all of it')
  await until(() => stomper.at(topic(other)).length >= 1)
  const types = stomper.at<RoomEvent>(topic(roomId)).map(({ type }) => type)
  expect(types).toEqual(['message.sent', 'member.removed'])
  stomper.client.publish({ destination: `/app/room/${roomId}/send`, body: 'still here?' })
  await until(() => stomper.at('/user/queue/errors').length === 1)
  expect(stomper.at('/user/queue/errors')[0]).toMatchObject({ code: 'not_found' })
  await stomper.close()
})

test('rooms that one is not in cannot be heard or written to', async () => {
  const { id: secret } = await alice.room('secret', 'private')
  const { id: open } = await alice.room('open')
  for (const destination of [
    topic(secret),
    `/topic/public/${secret}`,
    `/topic/status/${secret}`,
    topic(open),
    `/topic/room/${uuidv7()}`,
    '/topic/nothing',
  ]) {
    const stomper = await Stomper.connect(cluster.url(0), carol.token)
    expect(await stomper.subscribe(destination).then(() => stomper.errors.length)).toBe(1)
    await until(() => stomper.closed)
  }
  const stomper = await Stomper.connect(cluster.url(0), carol.token)
  await stomper.subscribe('/user/queue/errors')
  for (const roomId of [secret, open])
    stomper.client.publish({ destination: `/app/room/${roomId}/send`, body: 'x' })
  await until(() => stomper.at('/user/queue/errors').length === 2)
  expect(stomper.at('/user/queue/errors').map(({ code }) => code)).toEqual(['not_found', 'forbidden'])
  const { messages } = await alice.messages(open)
  expect(messages).toEqual([])
  await stomper.close()
})

test('a session that ends takes its STOMP connections along, on every instance', async () => {
  const dave = await cluster.person('dave')
  const ways = ['websocket', 'sockjs', 'xhr-streaming'] as const
  const all = await Promise.all(ways.map((way, n) => Stomper.connect(cluster.url(n % 2), dave.token, way)))
  const claims = Buffer.from(dave.token.split('.')[1] ?? '', 'base64url').toString()
  const { sid } = JSON.parse(claims) as { sid: string }
  await dave.ok('DELETE', `/auth/sessions/${sid}`)
  await until(() => all.every(({ errors }) => errors.length === 1), { withinMs: 5_000 })
  expect(all.map(({ errors }) => errors[0])).toEqual(ways.map(() => 'The session has ended.'))
})

test('the same clientId sent again is the same message', async () => {
  const roomId = await alice.roomWith([bob], 'again')
  const stomper = await Stomper.connect(cluster.url(0), alice.token)
  const said = { body: 'once', clientId: uuidv7() }
  const first = await stomper.send(`/app/room/${roomId}/send`, said)
  const second = await stomper.send(`/app/room/${roomId}/send`, said)
  expect(second['seq']).toBe(first['seq'])
  await stomper.close()
})

test('frames may be cut anywhere, be binary, and come many in one message', async () => {
  const roomId = await alice.roomWith([bob], 'cut')
  const raw = await new RawStomp(cluster.url(0)).opened()
  const text =
    `${connect}${alice.token}\n\n\0\nSEND\ndestination:/app/room/${roomId}/send\nreceipt:r:1\n\n`.replace(
      'r:1',
      'r\\c1',
    )
  const bytes = Buffer.from(`${text}😀 split\0`)
  for (let at = 0; at < bytes.length; at += 7) raw.say(bytes.subarray(at, at + 7))
  expect(await raw.frame('CONNECTED')).toContain('version:1.2\n')
  expect(await raw.frame('RECEIPT')).toContain('receipt-id:r\\c1\n')
  const many = Array.from({ length: 20 }, (_, n) => `SEND\ndestination:/app/room/${roomId}/send\n\n${n}\0\n`)
  raw.say(many.join(''), 'DISCONNECT\nreceipt:bye\n\n\0')
  await until(() => raw.heard.some((frame) => frame.includes('receipt-id:bye')))
  await raw.untilClosed()
  const { messages } = await alice.messages(roomId)
  expect(messages.map(({ body }) => body)).toEqual([
    '😀 split',
    ...Array.from({ length: 20 }, (_, n) => String(n)),
  ])
})

test('clients of versions 1.1 and 1.0 are answered in theirs', async () => {
  const old = await new RawStomp(cluster.url(0), { protocols: ['v10.stomp', 'v11.stomp'] }).opened()
  expect(old.protocol).toBe('v11.stomp')
  old.say(`CONNECT\naccept-version:1.1,1.0\nheart-beat:10000,10000\nAuthorization:${alice.token}\n\n\0`)
  expect(await old.frame('CONNECTED')).toMatch(/version:1\.1\nheart-beat:10000,10000\n/)
  old.close()
  const oldest = await new RawStomp(cluster.url(0), { protocols: [], path: '/ws/websocket' }).opened()
  oldest.say(`CONNECT\nAuthorization:Bearer ${alice.token}\n\n\0`)
  expect(await oldest.frame('CONNECTED')).toContain('version:1.0\n')
  oldest.close()
})

test('whoever is not logged in gets an ERROR and nothing else', async () => {
  const roomId = await alice.roomWith([bob], 'strangers')
  for (const frame of [
    'CONNECT\naccept-version:1.2\n\n\0',
    'CONNECT\naccept-version:1.2\nAuthorization:Bearer nonsense\n\n\0',
    `SEND\ndestination:/app/room/${roomId}/send\n\nhello\0`,
    `SUBSCRIBE\nid:1\ndestination:${topic(roomId)}\n\n\0`,
    `CONNECT\naccept-version:1.2\n\n\0\nSEND\ndestination:/app/room/${roomId}/send\n\nhello\0`,
  ]) {
    const raw = await new RawStomp(cluster.url(0)).opened()
    raw.say(frame)
    await raw.untilClosed()
    expect(raw.heard).toEqual([expect.stringMatching(/^ERROR\n/)])
  }
  expect((await alice.messages(roomId)).messages).toEqual([])
})

test('a cookie counts from our own pages alone, and foreign pages do not get in by any transport', async () => {
  const at = cluster.url(0)
  const login = await post(`${at}/api/auth/login`, { login: 'alice', password: 'correct horse battery' })
  const cookie = login.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const ask = 'CONNECT\naccept-version:1.2\n\n\0'
  const own = await new RawStomp(at, { headers: { cookie, origin: at } }).opened()
  own.say(ask)
  expect(await own.frame('CONNECTED')).toContain(`user-name:${alice.id}`)
  own.close()
  const bare = await new RawStomp(at, { headers: { cookie } }).opened()
  bare.say(ask)
  expect(await bare.frame('ERROR')).toContain('Log in first')
  for (const origin of ['http://evil.example', 'null', `${at}.evil.example`]) {
    const evil = await new RawStomp(at, { headers: { cookie, origin } }).opened()
    expect(evil.closed).toBe(true)
    for (const path of ['info', '1/s/xhr', '1/s/xhr_streaming', '1/s/xhr_send']) {
      const method = path === 'info' ? 'GET' : 'POST'
      expect((await fetch(`${at}/ws/${path}`, { method, headers: { origin, cookie } })).status).toBe(403)
    }
  }
})

test.each([
  ['a broken escape', 'SEND\na:\\x\n\n\0', 'unknown escape'],
  ['a flood of headers', `SEND\n${'a:b\n'.repeat(100)}\n\0`, 'too many headers'],
  ['headers without end', `SEND\na:${'x'.repeat(20_000)}`, 'headers are too large'],
  ['a length beyond the bound', 'SEND\ncontent-length:99999999\n\n', 'the body is too large'],
  ['a second CONNECT', 'CONNECT\naccept-version:1.2\n\n\0', 'connected already'],
  ['an unknown command', 'HELLO\n\n\0', 'no such command'],
  ['a transaction', 'BEGIN\ntransaction:1\n\n\0', 'not supported'],
  [
    'a message in a transaction',
    'SEND\ntransaction:1\ndestination:/app/chat.sendMessage\n\nx\0',
    'not supported',
  ],
  ['an acknowledgement', 'ACK\nid:1\n\n\0', 'not supported'],
  [
    'acknowledgements by the client',
    'SUBSCRIBE\nid:1\nack:client\ndestination:/topic/public\n\n\0',
    'only ack:auto',
  ],
  ['a subscription without an id', 'SUBSCRIBE\n\n\0', 'id is missing'],
  ['no destination', 'SEND\nreceipt:7\n\nx\0', 'No such destination'],
  ['a destination of Object', 'SEND\ndestination:__proto__\n\nx\0', 'No such destination'],
  ['a body that is no JSON', 'SEND\ndestination:/app/chat.sendMessage\n\n{x\0', 'not JSON'],
])('%s is refused by an ERROR, after which the connection ends', async (_, frame, message) => {
  const raw = await new RawStomp(cluster.url(1)).opened()
  raw.say(`${connect}${alice.token}\n\n\0`, frame)
  const error = await raw.frame('ERROR')
  expect(error).toContain(message)
  if (frame.includes('receipt:7')) expect(error).toContain('receipt-id:7')
  await raw.untilClosed()
})

test.each(['-1,5', 'abc', '1', '99999999999999,0', '1,2,3'])('heart-beat:%s is refused', async (beats) => {
  const raw = await new RawStomp(cluster.url(1)).opened()
  raw.say(`CONNECT\naccept-version:1.2\nheart-beat:${beats}\nAuthorization:Bearer ${alice.token}\n\n\0`)
  expect(await raw.frame('ERROR')).toContain('heart-beat')
  await raw.untilClosed()
})

test('a message larger than a frame may be, and text that is no UTF-8, end the connection', async () => {
  const large = await new RawStomp(cluster.url(0)).opened()
  large.say('x'.repeat(70_000))
  await large.untilClosed()
  const wild = await new RawStomp(cluster.url(0)).opened()
  wild.say(`${connect}${alice.token}\n\n\0`, Buffer.from('SEND\na:\xff\n\n\0', 'latin1'))
  expect(await wild.frame('ERROR')).toContain('not UTF-8')
  const health = await fetch(`${cluster.url(0)}/health/live`)
  expect(health.status).toBe(200)
})
