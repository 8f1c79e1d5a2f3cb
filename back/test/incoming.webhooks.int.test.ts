import type { Accepted, Response } from '@papo/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import { type Person, post } from './person.js'

let cluster: Cluster
let alice: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 1 })
  alice = await cluster.person('alice')
})
afterAll(() => cluster.stop())

type Made = Response<'madeIncomingWebhook'>
async function made(name = 'Deploys') {
  const { id: roomId } = await alice.room(`With ${name}`, 'private')
  const path = `/rooms/${roomId}/webhooks/incoming`
  const { webhook, secret } = await alice.ok<Made>('POST', path, { name })
  const say = (body: unknown, headers = {}, place = 0) =>
    post<Accepted>(`${cluster.url(place)}/api/hooks/${secret}`, body, headers)
  return { roomId, path, webhook, secret, say }
}
const bodiesOf = async (roomId: string) =>
  (await alice.messages(roomId)).messages.map(({ body, senderId }) => ({ body, senderId }))

test('a webhook says messages into its room, as a bot of its own', async () => {
  const { roomId, webhook, say, path } = await made()
  const tab = await alice.tab(cluster.url(1))
  expect(webhook).toMatchObject({ roomId, createdBy: alice.id, stopped: false, user: { bot: true } })
  const plain = await say({ text: 'Version 2 is out' })
  expect(plain.status).toBe(201)
  await say({ text: 'Version 3 is out', username: 'Build *server*' })
  await until(() => tab.bodies(roomId).length === 2, { what: 'both arrived live' })
  const senderId = webhook.user.id
  expect(await bodiesOf(roomId)).toEqual([
    { body: 'Version 2 is out', senderId },
    { body: '**Build  server**\nVersion 3 is out', senderId },
  ])
  await until(async () => {
    const { items } = await alice.ok<Response<'incomingWebhooks'>>('GET', path)
    return items[0]?.lastUsedAt
  })
  tab.close()
})

test('what is sent again with the same key is said once, whichever way and instance it comes by', async () => {
  const { roomId, say } = await made()
  const said = { text: 'Once' }
  const first = await say(said, { 'idempotency-key': 'deploy 17' })
  const again = [
    await say(said, { 'idempotency-key': 'deploy 17' }, 1),
    await say({ ...said, idempotencyKey: 'deploy 17' }, {}, 1),
  ]
  for (const { body } of again) expect(body).toMatchObject({ seq: first.body.seq, at: first.body.at })
  expect((await say({ text: 'Another' }, { 'idempotency-key': 'deploy 17' })).status).toBe(409)
  // Also when Redis has forgotten it.
  await until(
    async () => (await say(said, { 'idempotency-key': 'deploy 17' })).body.persisted >= first.body.seq,
  )
  await cluster.forgetClientIds(roomId)
  const late = await say(said, { 'idempotency-key': 'deploy 17' })
  expect(late.body.seq).toBe(first.body.seq)
  expect(await bodiesOf(roomId)).toHaveLength(1)
})

test('an address that does not work says the same, whatever the reason is', async () => {
  const answers: unknown[] = []
  const nobody = await post(`${cluster.url()}/api/hooks/${'x'.repeat(32)}`, { text: 'hello' })
  answers.push(nobody)
  const [deleted, removed, muted, gone, banned] = [
    await made(),
    await made(),
    await made(),
    await made(),
    await made(),
  ]
  await alice.ok('DELETE', `${deleted.path}/${deleted.webhook.id}`)
  await alice.ok('DELETE', `/rooms/${removed.roomId}/members/${removed.webhook.user.id}`)
  await alice.ok('PATCH', `/rooms/${muted.roomId}/members/${muted.webhook.user.id}`, {
    mutedUntil: '2099-01-01T00:00:00.000Z',
  })
  await alice.ok('DELETE', `/rooms/${gone.roomId}`)
  await alice.ok('PATCH', `/admin/users/${banned.webhook.user.id}`, { banned: true })
  for (const { say } of [deleted, removed, muted, gone, banned]) answers.push(await say({ text: 'hello' }))
  for (const answer of answers as (typeof nobody)[])
    expect([answer.status, answer.body]).toEqual([404, nobody.body])
  const { items } = await alice.ok<Response<'incomingWebhooks'>>('GET', removed.path)
  expect(items.map(({ stopped }) => stopped)).toEqual([true])
})

test('what is no message is refused before anything is looked up', async () => {
  const { say } = await made()
  for (const body of [
    {},
    { text: '' },
    { text: 'x'.repeat(4_001) },
    { text: 'x', more: 1 },
    { text: '\0' },
    [],
  ]) {
    expect((await say(body)).status).toBe(400)
    expect((await post(`${cluster.url()}/api/hooks/none`, body)).status).toBe(400)
  }
  expect((await say({ text: 'x'.repeat(3_999), username: 'Too long together' })).status).toBe(400)
  expect((await say({ text: 'x' }, { 'idempotency-key': 'x'.repeat(201) })).status).toBe(400)
})

test('the database keeps no secret, and only those who run the room see its webhooks', async () => {
  const { secret, path, roomId } = await made()
  const { rows } = await cluster.db.query('SELECT h::text AS kept FROM incoming_webhook h')
  expect(JSON.stringify(rows)).not.toContain(secret)
  const bob = await cluster.person('bob')
  await alice.ok('POST', `/rooms/${roomId}/members`, { userId: bob.id })
  expect((await bob.call('GET', path)).status).toBe(403)
  expect((await bob.call('POST', path, { name: 'Mine' })).status).toBe(403)
})

test('a webhook that says too much is told to wait', async () => {
  const other = await cluster.addInstance({ THROTTLE_LIMIT: '3', THROTTLE_BURST: '3' })
  const { secret } = await made()
  const say = () => post(`${other.url}/api/hooks/${secret}`, { text: 'Again' })
  const statuses: number[] = []
  for (let i = 0; i < 8; i++) statuses.push((await say()).status)
  expect(statuses).toContain(429)
  expect(statuses[0]).toBe(201)
})
