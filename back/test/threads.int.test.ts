import type { Message, Response, RoomEvent } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeMessage, messageOf, targetOf } from '../../front/src/chat/message.js'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'
import type { Tab } from './tab.js'

let cluster: Cluster
let alice: Person
let bob: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 1 })
  alice = await cluster.person('alice')
  bob = await cluster.person('bob')
})
afterAll(() => cluster.stop())

async function conversation(name: string) {
  const room = await alice.room(name)
  await bob.join(room.id)
  const [a, b] = await Promise.all([alice.tab(cluster.url(0)), bob.tab(cluster.url(1))])
  return { roomId: room.id, a, b }
}

const answer = (tab: Tab, roomId: string, threadOf: number, body: string) =>
  tab.do('message:send', { roomId, clientId: uuidv7(), body, threadOf })
const thread = (roomId: string, root: number, query = '', place = 0) =>
  bob.messages(roomId, `?thread=${root}${query}`, cluster.url(place))

/** Of one message, as a page of the room's history has it. */
async function summary(roomId: string, seq: number, query = ''): Promise<Message['thread']> {
  const { messages } = await bob.messages(roomId, query)
  return messages.find((message) => message.seq === seq)?.thread
}
const stored = (roomId: string, seq: number) =>
  until(async () => (await bob.rooms()).some((room) => room.id === roomId && room.persisted >= seq))

/** What the web app makes of the same events. */
function inBrowser(events: RoomEvent[]): Message[] {
  const messages = new Map<number, Message>()
  for (const event of events) {
    const target = messages.get(targetOf(event) ?? 0)
    if (target) messages.set(target.seq, changeMessage(target, event))
    if (event.type === 'message.sent') messages.set(event.seq, messageOf(event))
  }
  return [...messages.values()]
}
const bodies = (page: Response<'messages'>) => page.messages.map((message) => message.body)

test('a thread is summed up in its root and paged by itself, the same from Redis and from PostgreSQL', async () => {
  const { roomId, a, b } = await conversation('summed up')
  const root = await a.send(roomId, 'root')
  await answer(b, roomId, root.seq, 'one')
  await a.send(roomId, 'between')
  await answer(a, roomId, root.seq, 'two')
  const last = await answer(b, roomId, root.seq, 'three')
  const whole = { count: 3, lastAt: last.at, userIds: [bob.id, alice.id] }
  for (const settle of [
    () => undefined,
    () => stored(roomId, last.seq),
    () => cluster.cutWindow(roomId, last.seq),
  ]) {
    await settle()
    for (const place of [0, 1]) {
      expect(await summary(roomId, root.seq)).toEqual(whole)
      expect(await summary(roomId, root.seq, `?around=${root.seq}`)).toEqual(whole)
      const page = await thread(roomId, root.seq, '', place)
      expect(bodies(page)).toEqual(['one', 'two', 'three'])
      expect(page).toMatchObject({ hasBefore: false, hasAfter: false, head: last.seq })
      expect(page.root).toMatchObject({ seq: root.seq, body: 'root', thread: whole })
    }
  }
})

test('pages of a thread go both ways and around a reply, and know what lies beyond', async () => {
  const { roomId, a, b } = await conversation('paged')
  const root = await a.send(roomId, 'root')
  const seqs: number[] = []
  for (let n = 0; n < 12; n++) seqs.push((await answer(n % 2 ? a : b, roomId, root.seq, `${n}`)).seq)
  const [first = 0, , , fourth = 0] = seqs
  for (const settle of [() => undefined, () => stored(roomId, seqs.at(-1) ?? 0)]) {
    await settle()
    const latest = await thread(roomId, root.seq, '&limit=5')
    expect([bodies(latest), latest.hasBefore, latest.hasAfter]).toEqual([
      ['7', '8', '9', '10', '11'],
      true,
      false,
    ])
    const older = await thread(roomId, root.seq, `&limit=7&before=${latest.messages[0]?.seq ?? 0}`)
    expect([bodies(older).length, older.hasBefore, older.hasAfter]).toEqual([7, false, true])
    const newer = await thread(roomId, root.seq, `&limit=3&after=${fourth}`)
    expect([bodies(newer), newer.hasBefore, newer.hasAfter]).toEqual([['4', '5', '6'], true, true])
    const around = await thread(roomId, root.seq, `&limit=4&around=${fourth}`)
    expect([bodies(around), around.hasBefore, around.hasAfter]).toEqual([['2', '3', '4', '5'], true, true])
    const start = await thread(roomId, root.seq, `&after=${first - 1}`)
    expect([bodies(start).length, start.hasBefore]).toEqual([12, false])
  }
})

test('no reply is counted twice or left out while a worker is behind, stores and dies', async () => {
  const { roomId, a, b } = await conversation('exact')
  const root = await a.send(roomId, 'root')
  let [said, writing] = [0, true]
  const writer = (async () => {
    while (writing) {
      await answer(said % 2 ? a : b, roomId, root.seq, `${++said}`)
      if (said === 40) await cluster.workers[0]?.kill()
      if (said === 80) await cluster.addWorker()
    }
  })()
  let pages = 0
  while (said < 120 || pages < 40) {
    const query = pages % 2 ? `?around=${root.seq}&limit=4` : `?after=${root.seq - 1}&limit=1`
    const page = await bob.messages(roomId, query, cluster.url(pages++ % 2))
    const counted = page.messages.find((message) => message.seq === root.seq)?.thread?.count ?? 0
    // Every event after the root is a reply in its thread.
    expect(counted).toBe(page.head - root.seq)
  }
  writing = false
  await writer
  const page = await thread(roomId, root.seq, '&limit=100')
  expect(page.root?.thread?.count).toBe(said)
  expect(page.messages.length).toBe(100)
})

test('a deleted reply keeps its place in the thread and a deleted root its thread, wherever they are read', async () => {
  const { roomId, a, b } = await conversation('deleted')
  const root = await a.send(roomId, 'root')
  const gone = await b.do('message:send', {
    ...{ roomId, clientId: uuidv7(), body: 'gone', threadOf: root.seq },
    replyTo: root.seq,
  })
  await a.do('reaction:add', { roomId, clientId: uuidv7(), seq: gone.seq, emoji: '👍' })
  await b.do('message:edit', { roomId, clientId: uuidv7(), seq: gone.seq, body: 'gone @alice' })
  await b.do('message:delete', { roomId, clientId: uuidv7(), seq: gone.seq })
  const { seq } = await a.do('message:delete', { roomId, clientId: uuidv7(), seq: root.seq })
  const recent = await bob.messages(roomId)
  await until(() => b.of(roomId).some((event) => event.seq === seq))
  expect(inBrowser(b.of(roomId))).toEqual(recent.messages)
  await stored(roomId, seq)
  await cluster.cutWindow(roomId, seq)
  const old = await bob.messages(roomId)
  expect(old).toEqual(recent)
  const inThread = await thread(roomId, root.seq)
  expect(old.messages[1]).toEqual(inThread.messages[0])
  expect(inThread.messages).toMatchObject([
    { body: '', threadOf: root.seq, replyTo: root.seq, reactions: [] },
  ])
  expect(inThread.root).toMatchObject({ body: '', thread: { count: 1 } })
  await answer(b, roomId, root.seq, 'it goes on')
  expect(await summary(roomId, root.seq)).toMatchObject({ count: 2 })
})

test('a reply needs a message of this room that is in no thread itself, and a retry gets its first place', async () => {
  const { roomId, a, b } = await conversation('refused')
  const other = await alice.room('other')
  const elsewhere = await a.send(other.id, 'elsewhere')
  const root = await a.send(roomId, 'root')
  const clientId = uuidv7()
  const reply = { roomId, clientId, body: 'reply', threadOf: root.seq }
  const said = await b.do('message:send', reply)
  expect(await b.do('message:send', reply)).toMatchObject({ seq: said.seq })
  const refusals = [
    [said.seq, 'threadOf: this message is in a thread itself'],
    [1, 'threadOf: no such message in this room'],
    [elsewhere.seq + 999, 'threadOf: no such message in this room'],
  ] as const
  for (const settle of [
    () => undefined,
    () => stored(roomId, said.seq),
    () => cluster.cutWindow(roomId, 99),
  ]) {
    await settle()
    for (const [threadOf, message] of refusals) {
      const ack = await b.ask('message:send', { roomId, clientId: uuidv7(), body: 'x', threadOf })
      expect(ack).toMatchObject({ ok: false, error: { code: 'invalid_payload', message } })
    }
    expect((await bob.call('GET', `/rooms/${roomId}/messages?thread=${said.seq}`)).status).toBe(404)
    expect((await bob.call('GET', `/rooms/${roomId}/messages?thread=999`)).status).toBe(404)
  }
  const asMessage = await b.ask('message:send', { roomId, clientId, body: 'reply' })
  expect(asMessage).toMatchObject({ ok: false, error: { code: 'conflict' } })
})

test('threads survive a restart of Redis, also in a later epoch', async () => {
  const { roomId, a } = await conversation('restarted')
  const root = await a.send(roomId, 'root')
  const last = await answer(a, roomId, root.seq, 'before')
  await stored(roomId, last.seq)
  await cluster.restartRedis()
  const [one, two] = await Promise.all([alice.tab(cluster.url(0)), bob.tab(cluster.url(1))])
  await answer(one, roomId, root.seq, 'after')
  await answer(two, roomId, root.seq, 'and after')
  const page = await thread(roomId, root.seq, '', 1)
  expect(bodies(page)).toEqual(['before', 'after', 'and after'])
  expect(page.root?.thread).toMatchObject({ count: 3, userIds: [bob.id, alice.id] })
  expect(await summary(roomId, root.seq)).toEqual(page.root?.thread)
})

test('strangers and removed members see no thread, and of a private room not even that it exists', async () => {
  const carol = await cluster.person('carol')
  for (const [kind, status] of [
    ['public', 403],
    ['private', 404],
  ] as const) {
    const room = await alice.room(`closed ${kind}`, kind)
    await alice.ok('POST', `/rooms/${room.id}/members`, { userId: bob.id })
    const a = await alice.tab()
    const root = await a.send(room.id, 'root')
    await alice.ok('DELETE', `/rooms/${room.id}/members/${bob.id}`)
    for (const person of [bob, carol]) {
      const path = `/rooms/${room.id}/messages`
      const asked = await person.call('GET', `${path}?thread=${root.seq}`)
      expect(asked.status).toBe(status)
      for (const threadOf of [root.seq, 999]) {
        const sent = await person.call('POST', path, { clientId: uuidv7(), body: 'x', threadOf })
        expect(sent.status).toBe(status)
      }
    }
  }
})

test('no process logged an error in all this', () => {
  for (const process of [...cluster.instances, ...cluster.workers]) expect(process.errors).toEqual([])
})
