import type { Response, WebhookDelivery, WebhookEvent } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'
import { Receiver, signatureOf } from './receiver.js'

let cluster: Cluster
let receiver: Receiver
/** It may not be called: its address is not on the list. */
let neighbour: Receiver
let alice: Person
let bob: Person
beforeAll(async () => {
  ;[receiver, neighbour] = [await Receiver.start(), await Receiver.start()]
  cluster = await Cluster.start({ instances: 2, workers: 2, env: { OUTSIDE_ALLOW: receiver.host } })
  ;[alice, bob] = [await cluster.person('alice'), await cluster.person('bob')]
})
afterAll(async () => {
  await cluster?.stop()
  receiver?.stop()
  neighbour?.stop()
})
beforeEach(() => {
  receiver.answer = () => ({ status: 204 })
})

type Made = Response<'madeOutgoingWebhook'>
async function made(events: WebhookEvent[] = ['message.sent'], host = receiver.host) {
  const { id: roomId } = await alice.room(`Room ${uuidv7()}`, 'private')
  await alice.ok('POST', `/rooms/${roomId}/members`, { userId: bob.id })
  const path = `/rooms/${roomId}/webhooks/outgoing`
  const { webhook, secret } = await alice.ok<Made>('POST', path, { url: `http://${host}/hook`, events })
  return { roomId, path, secret, one: `${path}/${webhook.id}`, id: webhook.id }
}
type Place = Awaited<ReturnType<typeof made>>
const say = async ({ roomId }: Place, body = 'hello', by = bob) =>
  (await by.ok<{ seq: number }>('POST', `/rooms/${roomId}/messages`, { clientId: uuidv7(), body })).seq
const logOf = async ({ one }: Place, at = cluster.url(1)) =>
  (await alice.ok<Response<'webhookDeliveries'>>('GET', `${one}/deliveries`, undefined, at)).items
/** The delivery of the room's latest event, once it is as it is to be. */
const untilLogged = (place: Place, is: (one: WebhookDelivery) => boolean) =>
  until(async () => (await logOf(place)).find(is), { what: 'the log of deliveries says so' })
const lettersOf = ({ roomId }: Place) => receiver.letters.filter(({ payload }) => payload.room.id === roomId)
const stateOf = async ({ path }: Place) =>
  (await alice.ok<Response<'outgoingWebhooks'>>('GET', path)).items[0]

test('what was chosen is delivered once it is stored, signed, with its place in the room', async () => {
  const place = await made(['message.sent', 'reaction.added', 'member.left'])
  const seq = await say(place, 'said by Bob')
  await alice.ok('PATCH', `/rooms/${place.roomId}`, { topic: 'Not asked for' })
  await bob.ok('POST', `/rooms/${place.roomId}/leave`)
  await until(() => lettersOf(place).length === 2, { what: 'both letters came' })
  const letter = lettersOf(place).find(({ payload }) => payload.event.seq === seq)
  if (!letter) throw new Error('no letter')
  expect(letter.payload).toMatchObject({
    room: { id: place.roomId, kind: 'private' },
    actor: { id: bob.id, username: 'bob' },
    event: { type: 'message.sent', seq, data: { body: 'said by Bob' } },
  })
  const { headers } = letter
  expect(headers['webhook-signature']).toBe(signatureOf(place.secret, letter))
  expect([headers['webhook-id'], headers['idempotency-key']]).toEqual([letter.payload.id, letter.payload.id])
  expect(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / 1_000)).toBeLessThan(60)
  const sent = await untilLogged(place, (one) => one.seq === seq && one.state === 'sent')
  expect(sent).toMatchObject({ event: 'message.sent', attempts: 1, status: 204 })
  const { rowCount } = await cluster.db.query(
    'SELECT 1 FROM message m JOIN webhook_delivery d USING (room_id, seq) WHERE d.id = $1',
    [letter.payload.id],
  )
  expect(rowCount).toBe(1)
})

test('an attempt that failed is made again, with the same id', async () => {
  const place = await made()
  receiver.answer = () => ({ status: lettersOf(place).length > 1 ? 200 : 503 })
  await say(place)
  const sent = await untilLogged(place, ({ state }) => state === 'sent')
  expect(sent).toMatchObject({ attempts: 2, status: 200 })
  const ids = lettersOf(place).map(({ headers }) => headers['webhook-id'])
  expect(ids).toEqual([sent.id, sent.id])
  expect((await stateOf(place))?.failingSince).toBeUndefined()
})

test('neither a redirect nor an address leads into our own network, and nobody is told why', async () => {
  const [redirected, direct, named] = [
    await made(),
    await made(['message.sent'], neighbour.host),
    await made(['message.sent'], '169.254.169.254'),
  ]
  receiver.answer = () => ({ status: 307, location: `http://${neighbour.host}/inside` })
  for (const place of [redirected, direct, named]) await say(place)
  expect(await untilLogged(redirected, ({ attempts }) => attempts > 0)).toMatchObject({
    state: 'waiting',
    status: 307,
    reason: 'status',
  })
  for (const place of [direct, named]) {
    const failed = await untilLogged(place, ({ attempts }) => attempts > 0)
    expect([failed.status, failed.reason]).toEqual([undefined, 'unreachable'])
  }
  expect(neighbour.letters).toEqual([])
  for (const url of ['file:///etc/passwd', 'gopher://example.org/', 'nowhere'])
    expect((await alice.call('POST', direct.path, { url, events: ['message.sent'] })).status).toBe(400)
})

test('one that never answers is given up after a while, and holds no other up', async () => {
  const [silent, other] = [await made(), await made()]
  receiver.answer = ({ payload }) => (payload.room.id === silent.roomId ? undefined : { status: 200 })
  for (let i = 0; i < 3; i++) await say(silent)
  await say(other)
  await untilLogged(other, ({ state }) => state === 'sent')
  const late = await untilLogged(silent, ({ attempts }) => attempts > 0)
  expect([late.state, late.reason, late.status]).toEqual(['waiting', 'timeout', undefined])
})

test('what fails for a day is turned off, with a notice, until someone turns it on again', async () => {
  const place = await made()
  receiver.answer = () => ({ status: 500 })
  await say(place)
  await untilLogged(place, ({ attempts }) => attempts > 0)
  await cluster.db.query(
    `UPDATE outgoing_webhook SET failures = 30, failing_since = now() - interval '25 h' WHERE id = $1`,
    [place.id],
  )
  await until(async () => (await stateOf(place))?.disabled === 'failing')
  await untilLogged(place, ({ state }) => state === 'dropped')
  const { items } = await alice.ok<Response<'audit'>>('GET', `/rooms/${place.roomId}/audit`)
  expect(items[0]).toMatchObject({ action: 'webhook.disabled', detail: { webhookId: place.id } })
  receiver.answer = () => ({ status: 200 })
  await alice.ok('PATCH', place.one, { enabled: true })
  const seq = await say(place, 'heard again')
  await untilLogged(place, (one) => one.seq === seq && one.state === 'sent')
})

test('an address that says that it is gone is not asked again', async () => {
  const place = await made()
  receiver.answer = () => ({ status: 410 })
  await say(place)
  await until(async () => (await stateOf(place))?.disabled === 'gone')
  expect(lettersOf(place)).toHaveLength(1)
})

test('nothing leaves the room for someone who does not run it any more', async () => {
  const place = await made()
  await alice.ok('PATCH', `/rooms/${place.roomId}/members/${bob.id}`, { role: 'admin' })
  const body = { url: `http://${receiver.host}/bobs`, events: ['message.sent'] }
  const theirs = await bob.ok<Made>('POST', place.path, body)
  await alice.ok('DELETE', `${place.one}`)
  await alice.ok('DELETE', `/rooms/${place.roomId}/members/${bob.id}`)
  await say(place, 'not for Bob', alice)
  await until(async () => {
    const { items } = await alice.ok<Response<'outgoingWebhooks'>>('GET', place.path)
    return items.find(({ id }) => id === theirs.webhook.id)?.disabled === 'maker'
  })
  expect(lettersOf(place)).toEqual([])
})

test('a delivery is repeated on demand with the same id, and without what was deleted since', async () => {
  const place = await made()
  const seq = await say(place, 'to be deleted')
  const { id } = await untilLogged(place, ({ state }) => state === 'sent')
  const tab = await bob.tab(cluster.url(1))
  await tab.ask('message:delete', { roomId: place.roomId, clientId: uuidv7(), seq })
  await until(async () => {
    const deleted = 'SELECT 1 FROM message WHERE room_id = $1 AND seq = $2 AND deleted_at IS NOT NULL'
    return (await cluster.db.query(deleted, [place.roomId, seq])).rowCount === 1
  })
  expect((await bob.call('POST', `${place.one}/deliveries/${id}/repeat`)).status).toBe(403)
  await alice.ok('POST', `${place.one}/deliveries/${id}/repeat`, undefined, cluster.url(1))
  await until(() => lettersOf(place).length === 2)
  const [first, again] = lettersOf(place).map(({ payload }) => payload)
  expect(again?.id).toBe(first?.id)
  expect(again?.event).toMatchObject({ seq, data: { body: '' } })
  tab.close()
})

test('only those who run the room see its webhooks, and nobody sees a secret again', async () => {
  const place = await made()
  for (const [method, path, body] of [
    ['GET', place.path],
    ['POST', place.path, { url: 'https://example.org/', events: ['message.sent'] }],
    ['PATCH', place.one, { enabled: false }],
    ['DELETE', place.one],
    ['GET', `${place.one}/deliveries`],
  ] as const)
    expect([path, (await bob.call(method, path, body)).status]).toEqual([path, 403])
  expect(JSON.stringify(await stateOf(place))).not.toContain(place.secret)
})
