import { pushPayload, type Response, type UserSettings } from '@papo/contract'
import { Queue } from 'bullmq'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'
import { type Device, PushEndpoint } from './push.endpoint.js'

let service: PushEndpoint
let cluster: Cluster
let queues: Queue[]
let alice: Person
let bob: Person

beforeAll(async () => {
  service = await PushEndpoint.start()
  cluster = await Cluster.start({ instances: 2, workers: 2, env: { OUTSIDE_ALLOW: service.host } })
  const connection = { url: cluster.redis.url }
  queues = ['notify', 'push'].map((name) => new Queue(name, { prefix: '{bull}', connection }))
  ;[alice, bob] = [await cluster.person('alice'), await cluster.person('bob')]
})
afterAll(async () => {
  expect(service?.problems).toEqual([])
  await Promise.all(queues?.map((queue) => queue.close()) ?? [])
  await cluster?.stop()
  service?.stop()
})

async function subscribed(person: Person, at?: string): Promise<Device> {
  const device = service.device()
  await person.ok('POST', '/push/subscriptions', device.subscription, at)
  return device
}
const said = async (person: Person, roomId: string, wish: object | string): Promise<number> => {
  const body = typeof wish === 'string' ? { body: wish } : wish
  return (
    await person.ok<{ seq: number }>('POST', `/rooms/${roomId}/messages`, { clientId: uuidv7(), ...body })
  ).seq
}
const set = (person: Person, settings: Partial<UserSettings>) => person.ok('PATCH', '/users/me', { settings })
const prefer = (person: Person, roomId: string, preferences: object) =>
  person.ok('PATCH', `/rooms/${roomId}/preferences`, preferences)

/** Everything that is to be told about a stored message has been told: each step hands on before it ends. */
async function told(roomId: string, seq: number): Promise<void> {
  const stored = async () => {
    const message = await cluster.db.query('SELECT 1 FROM message WHERE room_id = $1 AND seq = $2', [
      roomId,
      seq,
    ])
    const due = await cluster.db.query("SELECT 1 FROM follow_up WHERE kind = 'notify'")
    return message.rowCount === 1 && due.rowCount === 0
  }
  await until(stored, { what: 'the message is stored and handed on' })
  for (const queue of queues)
    await until(
      async () => (await queue.getJobCountByTypes('active', 'waiting', 'delayed', 'prioritized')) === 0,
      { what: `${queue.name} is empty`, withinMs: 60_000 },
    )
}

async function room(...members: Person[]): Promise<string> {
  const { id } = await alice.room(`Room ${uuidv7()}`)
  for (const member of members) await member.join(id)
  return id
}

test('all instances have one key, which outlives them', async () => {
  const keyAt = async (place: number) =>
    (await bob.ok<Response<'pushKey'>>('GET', '/push/key', undefined, cluster.url(place))).publicKey
  const key = await keyAt(0)
  expect(Buffer.from(key, 'base64url')).toHaveLength(65)
  expect(await keyAt(1)).toBe(key)
  const next = await cluster.addInstance()
  expect((await bob.ok<Response<'pushKey'>>('GET', '/push/key', undefined, next.url)).publicKey).toBe(key)
  const { rowCount } = await cluster.db.query('SELECT 1 FROM installation_key')
  expect(rowCount).toBe(1)
})

test('keys of the environment go before those that were made', async () => {
  const publicKey = service.device().subscription.keys.p256dh
  const VAPID_PRIVATE_KEY = Buffer.alloc(32, 1).toString('base64url')
  const other = await cluster.addInstance({ VAPID_PUBLIC_KEY: publicKey, VAPID_PRIVATE_KEY })
  expect(await bob.ok('GET', '/push/key', undefined, other.url)).toEqual({ publicKey })
  await other.stop()
})

test('a message reaches a device that nobody uses, readable by it alone and signed by us', async () => {
  const roomId = await room(bob)
  const device = await subscribed(bob)
  const seq = await said(alice, roomId, '**Lunch** at [the harbour](https://harbour.example)? @bob')
  await told(roomId, seq)
  expect(device.letters).toHaveLength(1)
  const [{ payload, headers, sender }] = device.letters as [Device['letters'][number]]
  const { name } = (await bob.rooms()).find(({ id }) => id === roomId) ?? {}
  expect(pushPayload.parse(payload)).toMatchObject({
    ...{ type: 'message', roomId, seq, tag: `${roomId}:${seq}`, unread: 1 },
    ...{ title: `alice · ${name}`, body: 'Lunch at the harbour? @bob', url: `/#/rooms/${roomId}/${seq}` },
  })
  expect(headers).toMatchObject({ urgency: 'high', 'content-encoding': 'aes128gcm' })
  expect(headers['topic']).toMatch(/^[\w-]{1,32}$/)
  expect(Number(headers['ttl'])).toBeGreaterThan(3_600)
  const { publicKey } = await bob.ok<Response<'pushKey'>>('GET', '/push/key')
  expect(sender).toMatchObject({ key: publicKey, audience: `http://${service.host}` })
  expect(sender.subject).toMatch(/^(mailto|https):/)
  expect(sender.expiresAt - Date.now()).toBeLessThan(86_400_000)
})

/** Whether someone is told of a message in a room, of one that mentions them, and of an answer to one of theirs. */
type Case = [
  name: string,
  prepare: (one: Person, roomId: string) => Promise<unknown>,
  expected: [boolean, boolean, boolean],
]
const hours = (from: number, to: number, timeZone = 'UTC') => {
  const at = (inMinutes: number) =>
    new Intl.DateTimeFormat('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone,
    }).format(Date.now() + inMinutes * 60_000)
  return { from: at(from), to: at(to), timeZone }
}
const block = (one: Person, other: Person) => one.ok('PUT', `/users/${other.id}/block`)
const nothing = () => Promise.resolve()
const cases: Case[] = [
  ['whoever chose nothing is told of all', nothing, [true, true, true]],
  ['mentions alone', (one) => set(one, { notify: 'mentions' }), [false, true, true]],
  ['nothing', (one) => set(one, { notify: 'none' }), [false, false, false]],
  [
    'nothing, but all of this room',
    (one, id) => set(one, { notify: 'none' }).then(() => prefer(one, id, { notify: 'all' })),
    [true, true, true],
  ],
  ['mentions in this room', (one, id) => prefer(one, id, { notify: 'mentions' }), [false, true, true]],
  ['nothing of this room', (one, id) => prefer(one, id, { notify: 'none' }), [false, false, false]],
  ['a room that is muted', (one, id) => prefer(one, id, { muted: true }), [false, false, false]],
  ['do not disturb', (one) => set(one, { dnd: true }), [false, false, false]],
  ['quiet hours, now', (one) => set(one, { dndHours: hours(-60, 60) }), [false, false, false]],
  [
    'quiet hours, over midnight somewhere',
    (one) => set(one, { dndHours: hours(-11 * 60, 11 * 60, 'Asia/Tokyo') }),
    [false, false, false],
  ],
  [
    'quiet hours, later',
    (one) => set(one, { dndHours: hours(60, 120, 'America/Sao_Paulo') }),
    [true, true, true],
  ],
  ['whoever blocked the sender', (one) => block(one, alice), [false, false, false]],
  ['whom the sender blocked', (one) => block(alice, one), [false, false, false]],
  ['whoever left', (one, id) => one.ok('POST', `/rooms/${id}/leave`), [false, false, false]],
]

test.each(cases)('who is told: %s', async (_, prepare, [all, mentioned, answered]) => {
  const one = await cluster.person(`one${cases.findIndex(([name]) => name === _)}`)
  const roomId = await room(one)
  const device = await subscribed(one)
  const own = await said(one, roomId, 'mine')
  await prepare(one, roomId)
  const seqs = [
    await said(alice, roomId, 'for all'),
    await said(alice, roomId, `for @${one.user.username}`),
    await said(alice, roomId, { body: 'an answer', replyTo: own }),
  ]
  await told(roomId, seqs[2] ?? 0)
  expect([...device.seqs].sort()).toEqual(seqs.filter((_seq, i) => [all, mentioned, answered][i]))
})

test('a direct message counts as meant, without a mention', async () => {
  const carol = await cluster.person('carol')
  await set(carol, { notify: 'mentions' })
  const device = await subscribed(carol)
  const { room: direct } = await alice.ok<Response<'joinedRoom'>>('POST', '/direct', { userIds: [carol.id] })
  await told(direct.id, await said(alice, direct.id, 'psst'))
  expect(device.letters.map(({ payload }) => payload)).toMatchObject([{ title: 'alice', unread: 1 }])
  await prefer(carol, direct.id, { notify: 'none' })
  await told(direct.id, await said(alice, direct.id, 'hello?'))
  expect(device.letters).toHaveLength(1)
})

test('whoever sits in front of a tab is told by it; a tab that nobody touches counts for nothing', async () => {
  const dave = await cluster.person('dave')
  const roomId = await room(dave)
  const device = await subscribed(dave)
  const tab = await dave.tab(cluster.url(1))
  const state = async () => (await alice.ok<Response<'user'>>('GET', `/users/${dave.id}`)).user.presence
  await until(async () => (await state()) === 'online', { what: 'he is there' })
  await told(roomId, await said(alice, roomId, 'here'))
  expect(device.seqs).toEqual([])
  await tab.do('presence:set', { state: 'idle' })
  const seq = await said(alice, roomId, 'still here?')
  await told(roomId, seq)
  expect(device.seqs).toEqual([seq])
  tab.close()
})

test('what was read, deleted or left before anybody could be told is not told', async () => {
  const erin = await cluster.person('erin')
  const ids = [await room(erin), await room(erin), await room(erin), await room(erin)] as const
  const [readIn, deletedIn, leftIn, keptIn] = ids
  const device = await subscribed(erin)
  await Promise.all(cluster.workers.map((worker) => worker.stop()))
  const read = await said(alice, readIn, 'read on a laptop')
  await erin.ok('POST', `/rooms/${readIn}/read`, { seq: read })
  const slip = await said(alice, deletedIn, 'a slip of the tongue')
  const tab = await alice.tab()
  await tab.do('message:delete', { roomId: deletedIn, clientId: uuidv7(), seq: slip })
  tab.close()
  const late = await said(alice, leftIn, 'are you leaving?')
  await erin.ok('POST', `/rooms/${leftIn}/leave`)
  const kept = await said(alice, keptIn, 'for you')
  await Promise.all([cluster.addWorker(), cluster.addWorker()])
  for (const [n, seq] of [read, slip, late, kept].entries()) await told(ids[n] ?? '', seq)
  expect(device.letters.map(({ payload }) => payload)).toMatchObject([{ roomId: keptIn, seq: kept }])
})

test('a push service that is busy is asked again, and told once', async () => {
  const frank = await cluster.person('frank')
  const roomId = await room(frank)
  const device = await subscribed(frank)
  const answers = [503, 429, 201]
  device.answer = () => ({ status: answers.shift() ?? 201, headers: { 'retry-after': '1' } })
  const seq = await said(alice, roomId, 'busy?')
  await told(roomId, seq)
  expect([device.calls, device.seqs]).toEqual([3, [seq]])
})

test('a device that its push service does not know any more is forgotten', async () => {
  const device = await subscribed(bob)
  const roomId = await room(bob)
  device.answer = () => ({ status: 410 })
  await told(roomId, await said(alice, roomId, 'one'))
  await told(roomId, await said(alice, roomId, 'two'))
  expect(device.calls).toBe(1)
})

test('a push service that does not take our keys raises an alarm, and is not asked again', async () => {
  const peggy = await cluster.person('peggy')
  const roomId = await room(peggy)
  const device = await subscribed(peggy)
  device.answer = () => ({ status: 403 })
  await told(roomId, await said(alice, roomId, 'forbidden'))
  expect(device.calls).toBe(1)
  const alarms = cluster.workers.flatMap(({ errors }) => errors.filter(({ msg }) => /refuses/.test(msg)))
  expect(alarms).toMatchObject([{ service: service.host, status: 403 }])
})

test('each device is told once, by whichever of two workers', async () => {
  const grace = await cluster.person('grace')
  const roomId = await room(grace)
  const devices = [await subscribed(grace), await subscribed(grace), await subscribed(grace)]
  const seqs: number[] = []
  for (let n = 0; n < 20; n++) seqs.push(await said(alice, roomId, `number ${n}`))
  await told(roomId, seqs.at(-1) ?? 0)
  for (const device of devices) expect(device.seqs.sort((a, b) => a - b)).toEqual(seqs)
})

test('a worker that dies takes no notification along', async () => {
  const oscar = await cluster.person('oscar')
  const roomId = await room(oscar)
  const device = await subscribed(oscar)
  const dying = cluster.workers.find(({ running }) => running)
  const seqs: number[] = []
  for (let n = 0; n < 20; n++) seqs.push(await said(alice, roomId, `number ${n}`))
  await dying?.kill()
  await cluster.addWorker()
  await told(roomId, seqs.at(-1) ?? 0)
  // Cut off between sending and noting it, one may come again; a device shows it once, by its tag.
  expect([...new Set(device.seqs)].sort((a, b) => a - b)).toEqual(seqs)
})

test('a device is told nothing of a session that has ended, and belongs to whoever came last', async () => {
  const heidi = await cluster.person('heidi')
  const ivan = await cluster.person('ivan')
  const roomId = await room(heidi, ivan)
  const [hers, shared] = [await subscribed(heidi), await subscribed(heidi)]
  await ivan.ok('POST', '/push/subscriptions', shared.subscription)
  const rows = async (person: Person) =>
    (await cluster.db.query('SELECT 1 FROM push_subscription WHERE user_id = $1', [person.id])).rowCount
  expect([await rows(heidi), await rows(ivan)]).toEqual([1, 1])
  await heidi.ok('PUT', '/auth/password', { current: 'correct horse battery', next: 'another horse battery' })
  const sessions = await heidi.ok<Response<'sessions'>>('GET', '/auth/sessions')
  const current = sessions.items.find((session) => session.current)
  await heidi.ok('DELETE', `/auth/sessions/${current?.id ?? ''}`)
  expect(await rows(heidi)).toBe(0)
  const seq = await said(alice, roomId, 'after the logout')
  await told(roomId, seq)
  expect([hers.seqs, shared.seqs]).toEqual([[], [seq]])
})

test('a person has twenty devices at most; the oldest makes room', async () => {
  const judy = await cluster.person('judy')
  await cluster.db.query(
    `INSERT INTO push_subscription (id, user_id, session_id, endpoint, p256dh, auth, created_at)
     SELECT gen_random_uuid(), user_id, id, 'https://push.example.org/' || n, '', '', now() - make_interval(mins => n)
     FROM session, generate_series(1, 20) n WHERE user_id = $1 AND revoked_at IS NULL
       AND id = (SELECT max(id::text)::uuid FROM session WHERE user_id = $1)`,
    [judy.id],
  )
  const { endpoint } = (await subscribed(judy)).subscription
  const { rows } = await cluster.db.query<{ endpoint: string }>(
    'SELECT endpoint FROM push_subscription WHERE user_id = $1 ORDER BY created_at DESC',
    [judy.id],
  )
  const older = Array.from({ length: 19 }, (_, n) => `https://push.example.org/${n + 1}`)
  expect(rows.map((row) => row.endpoint)).toEqual([endpoint, ...older])
})

test.each([
  'http://push.example.org/abc',
  'https://127.0.0.1/abc',
  'https://[::ffff:7f00:1]/abc',
  'https://169.254.169.254/latest/meta-data',
  'https://redis/abc',
  'https://push.example.org:6379/abc',
])('%s is not taken for a push service', async (endpoint) => {
  const { keys } = service.device().subscription
  const answer = await bob.call('POST', '/push/subscriptions', { endpoint, keys })
  expect(answer.status).toBe(400)
})

test('a device can be tried, and says what came of it', async () => {
  const mallory = await cluster.person('mallory')
  expect((await mallory.call('POST', '/push/test')).status).toBe(404)
  const device = await subscribed(mallory)
  expect(await mallory.ok('POST', '/push/test')).toEqual({ outcome: 'sent' })
  expect(device.letters.map(({ payload }) => payload)).toEqual([{ type: 'test' }])
  device.answer = () => ({ status: 500 })
  expect(await mallory.ok('POST', '/push/test')).toEqual({ outcome: 'unreachable' })
  device.answer = () => ({ status: 410 })
  expect(await mallory.ok('POST', '/push/test')).toEqual({ outcome: 'gone' })
  expect((await mallory.call('POST', '/push/test')).status).toBe(404)
})

test('a device is taken off the list by its owner alone', async () => {
  const niaj = await cluster.person('niaj')
  const device = service.device()
  const { id } = await niaj.ok<Response<'pushSubscription'>>(
    'POST',
    '/push/subscriptions',
    device.subscription,
  )
  expect((await bob.call('DELETE', `/push/subscriptions/${id}`)).status).toBe(404)
  await niaj.ok('DELETE', `/push/subscriptions/${id}`)
  expect((await niaj.call('POST', '/push/test')).status).toBe(404)
})
