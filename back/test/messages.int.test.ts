import type { Response, RoomEvent } from '@papo/contract'
import { v4 as uuidv4, v7 as uuidv7 } from 'uuid'
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

/** A room of alice and bob, with a tab of each on an instance of their own. */
async function conversation(name: string) {
  const room = await alice.room(name)
  await bob.join(room.id)
  const [a, b] = await Promise.all([alice.tab(cluster.url(0)), bob.tab(cluster.url(1))])
  return { roomId: room.id, a, b }
}

test('one clientId from two sockets of a sender on two instances is one message', async () => {
  const { roomId, a, b } = await conversation('twice')
  const second = await alice.tab(cluster.url(1))
  const clientId = uuidv7()
  const acks = await Promise.all([a, second, a, second].map((tab) => tab.send(roomId, 'once', clientId)))
  expect(new Set(acks.map((ack) => `${ack.seq} ${ack.at}`)).size).toBe(1)
  await a.send(roomId, 'after')
  await until(() => b.bodies(roomId).includes('after'))
  expect(b.bodies(roomId)).toEqual(['once', 'after'])
})

test('a clientId with another body is a conflict and changes nothing', async () => {
  const { roomId, a, b } = await conversation('conflict')
  const clientId = uuidv7()
  await a.send(roomId, 'first', clientId)
  const again = await a.ask('message:send', { roomId, clientId, body: 'second' })
  expect(again).toMatchObject({ ok: false, error: { code: 'conflict', retryable: false } })
  await a.send(roomId, 'after')
  await until(() => b.bodies(roomId).includes('after'))
  expect(b.bodies(roomId)).toEqual(['first', 'after'])
})

test("another sender's clientId is another message", async () => {
  const { roomId, a, b } = await conversation('same id')
  const clientId = uuidv7()
  const mine = await a.send(roomId, 'mine', clientId)
  const theirs = await b.send(roomId, 'theirs', clientId)
  expect(theirs.seq).not.toBe(mine.seq)
})

test('a message resent two days later, when Redis has forgotten it, gets its first result', async () => {
  const { roomId, a, b } = await conversation('laptop')
  // What a laptop made two days ago: the same for a UUID of another version, which has no time in it.
  for (const clientId of [uuidv7({ msecs: Date.now() - 48 * 3_600_000 }), uuidv4()]) {
    const first = await a.send(roomId, `once ${clientId}`, clientId)
    await until(async () => (await a.send(roomId, `once ${clientId}`, clientId)).persisted >= first.seq)
    const forgotten = await cluster.forgetClientIds(roomId)
    expect(forgotten).toBeGreaterThan(0)
    expect(await a.send(roomId, `once ${clientId}`, clientId)).toMatchObject({ seq: first.seq, at: first.at })
    const other = await a.ask('message:send', { roomId, clientId, body: 'other' })
    expect(other).toMatchObject({ ok: false, error: { code: 'conflict' } })
  }
  await a.send(roomId, 'after')
  await until(() => b.bodies(roomId).includes('after'))
  expect(b.bodies(roomId)).toHaveLength(3)
})

test('edits, deletions, reactions and pins reach everyone and are in history', async () => {
  const { roomId, a, b } = await conversation('changes')
  const [one, two] = [await a.send(roomId, 'one'), await a.send(roomId, 'two')]
  const aim = (seq: number) => ({ roomId, clientId: uuidv7(), seq })
  await a.do('message:edit', { ...aim(one.seq), body: 'one, edited' })
  await b.do('reaction:add', { ...aim(one.seq), emoji: '👍' })
  await a.do('reaction:add', { ...aim(one.seq), emoji: '👍' })
  await a.do('reaction:remove', { ...aim(one.seq), emoji: '👍' })
  await b.do('message:pin', aim(one.seq))
  await a.do('message:delete', aim(two.seq))
  const stored = async () => {
    const { rows } = await cluster.db.query(
      'SELECT body FROM message WHERE room_id = $1 AND deleted_at IS NOT NULL',
      [roomId],
    )
    return rows.length === 1
  }
  for (const settled of [() => true, stored]) {
    await until(settled)
    for (const place of [0, 1]) {
      const { messages } = await bob.messages(roomId, '', cluster.url(place))
      expect(messages).toMatchObject([
        { body: 'one, edited', pinned: true, reactions: [{ emoji: '👍', userIds: [bob.id] }] },
        { body: '', deletedAt: expect.any(String) as string },
      ])
    }
  }
  await until(() => b.of(roomId).some((event) => event.type === 'message.deleted'))
})

test("nobody edits another's message, only an admin deletes it, and a deleted one stays deleted", async () => {
  const { roomId, a, b } = await conversation('rights')
  const { seq } = await a.send(roomId, 'mine')
  const { seq: theirs } = await b.send(roomId, 'theirs')
  const aim = (target: number) => ({ roomId, clientId: uuidv7(), seq: target })
  const refused = { ok: false, error: { code: 'forbidden' } }
  expect(await b.ask('message:edit', { ...aim(seq), body: 'yours' })).toMatchObject(refused)
  expect(await b.ask('message:delete', aim(seq))).toMatchObject(refused)
  await a.do('message:delete', aim(theirs))
  await until(async () => (await bob.messages(roomId)).messages.at(-1)?.deletedAt)
  expect(await b.ask('message:edit', { ...aim(999), body: 'x' })).toMatchObject({
    ok: false,
    error: { code: 'not_found' },
  })
})

test('what was missed while away, edits and deletions too, comes by sync; bodies deleted since are blank', async () => {
  const { roomId, a, b } = await conversation('away')
  const kept = await a.send(roomId, 'kept')
  await until(() => b.bodies(roomId).length === 1)
  const since = b.of(roomId).at(-1)?.seq ?? 0
  b.close()
  const gone = await a.send(roomId, 'gone')
  await a.do('message:edit', { roomId, clientId: uuidv7(), seq: gone.seq, body: 'gone, edited' })
  await a.do('message:edit', { roomId, clientId: uuidv7(), seq: kept.seq, body: 'kept, edited' })
  await a.do('message:delete', { roomId, clientId: uuidv7(), seq: gone.seq })
  const back = await bob.tab(cluster.url(0))
  const state = back.ready?.rooms.find((room) => room.roomId === roomId)
  const synced = await back.do('room:sync', { roomId, epoch: state?.epoch ?? 0, since })
  const events = 'events' in synced ? synced.events : []
  expect(events.map((event) => event.seq)).toEqual([since + 1, since + 2, since + 3, since + 4])
  expect(JSON.stringify(events)).not.toContain('gone')
  expect(events[2]).toMatchObject({
    type: 'message.edited',
    data: { target: kept.seq, body: 'kept, edited' },
  })
})

test('sync is never a part that looks whole: far behind or of another epoch, it says reset', async () => {
  const { roomId, a } = await conversation('reset')
  const { epoch } = await a.send(roomId, 'x')
  const ask = (since: number, of = epoch) => a.do('room:sync', { roomId, epoch: of, since })
  expect(await ask(0)).toMatchObject({ events: expect.any(Array) as RoomEvent[] })
  expect(await ask(99)).toMatchObject({ reset: true })
  expect(await ask(0, epoch + 1)).toMatchObject({ reset: true })
  for (let n = 0; n < 502; n += 50)
    await Promise.all(Array.from({ length: 50 }, (_, i) => a.send(roomId, `${n + i}`)))
  expect(await ask(0)).toMatchObject({ reset: true })
})

test('sync reaches back into PostgreSQL where the hot window starts later', async () => {
  const { roomId, a } = await conversation('old')
  const { epoch } = await a.send(roomId, 'start')
  for (let n = 0; n < 200; n += 50)
    await Promise.all(Array.from({ length: 50 }, (_, i) => a.send(roomId, `${n + i}`)))
  await until(async () => (await a.send(roomId, 'end')).persisted > 150)
  await cluster.cutWindow(roomId, 120)
  const synced = await a.do('room:sync', { roomId, epoch, since: 10 })
  const events = 'events' in synced ? synced.events : []
  expect(events.map((event) => event.seq)).toEqual(Array.from({ length: events.length }, (_, i) => 11 + i))
  expect(events.at(-1)).toMatchObject({ type: 'message.sent', data: { body: 'end' } })
})

test('pages in both directions neither skip nor repeat while messages arrive', async () => {
  const { roomId, a } = await conversation('paging')
  for (let n = 0; n < 200; n += 50)
    await Promise.all(Array.from({ length: 50 }, (_, i) => a.send(roomId, `${n + i}`)))
  let writing = true
  const writer = (async () => {
    for (let n = 200; writing; n++) await a.send(roomId, `${n}`)
  })()
  const back: number[] = []
  let page: Response<'messages'> = await bob.messages(roomId, '?limit=17')
  for (;;) {
    back.unshift(...page.messages.map((message) => message.ordinal))
    const [first] = page.messages
    if (!page.hasBefore || !first) break
    page = await bob.messages(roomId, `?limit=17&before=${first.seq}`, cluster.url(back.length % 2))
  }
  expect(back).toEqual(Array.from({ length: back.length }, (_, i) => i + 1))
  const forth: number[] = []
  let after = 0
  while (forth.length < 200) {
    const next: Response<'messages'> = await bob.messages(roomId, `?limit=23&after=${after}`)
    forth.push(...next.messages.map((message) => message.ordinal))
    after = next.messages.at(-1)?.seq ?? after
  }
  writing = false
  await writer
  expect(forth).toEqual(Array.from({ length: forth.length }, (_, i) => i + 1))
  const around: Response<'messages'> = await bob.messages(roomId, '?limit=10&around=100')
  expect(around).toMatchObject({ hasBefore: true, hasAfter: true })
  expect(around.messages.map((message) => message.ordinal)).toEqual(
    Array.from({ length: 10 }, (_, i) => (around.messages[0]?.ordinal ?? 0) + i),
  )
  expect(around.messages.some((message) => message.seq === 100)).toBe(true)
})

test('unread counts: own messages do not count, reading on one tab reads on all, and one may mark unread', async () => {
  const { roomId, a, b } = await conversation('unread')
  const phone = await bob.tab(cluster.url(0))
  const unread = async () => (await bob.rooms()).find((room) => room.id === roomId)?.unread
  const before = await unread()
  const one = await a.send(roomId, 'one')
  const two = await a.send(roomId, 'two')
  expect(await unread()).toBe((before ?? 0) + 2)
  expect((await alice.rooms()).find((room) => room.id === roomId)?.unread).toBe(0)
  await b.do('read:set', { roomId, seq: two.seq })
  expect(await unread()).toBe(0)
  await until(() => phone.changes.some((change) => change.type === 'read' && change.readSeq === two.seq))
  expect(await b.do('read:set', { roomId, seq: one.seq })).toEqual({ readSeq: two.seq })
  expect(await b.do('read:set', { roomId, seq: one.seq, unread: true })).toEqual({ readSeq: one.seq })
  expect(await unread()).toBe(1)
  await until(async () => {
    const { rows } = await cluster.db.query<{ read_seq: string }>(
      'SELECT read_seq FROM membership WHERE room_id = $1 AND user_id = $2',
      [roomId, bob.id],
    )
    return Number(rows[0]?.read_seq) === one.seq
  })
})

test('a mention counts for whom it names, if they are members', async () => {
  const { roomId, a, b } = await conversation('mention')
  await a.send(roomId, 'hey @bob, and @nobody.')
  await until(() => b.bodies(roomId).length === 1)
  expect(b.of(roomId).at(-1)).toMatchObject({ data: { mentions: [bob.id] } })
  await until(async () => (await bob.rooms()).find((room) => room.id === roomId)?.mentions === 1)
})

test('typing reaches the others and not oneself', async () => {
  const { roomId, a, b } = await conversation('typing')
  await a.do('typing:set', { roomId, typing: true })
  await until(() => b.typing.some((change) => change.roomId === roomId && change.userId === alice.id))
  expect(a.typing).toEqual([])
})

test('HTTP and socket are one path: the same order, the same clientIds', async () => {
  const { roomId, a, b } = await conversation('http')
  const clientId = uuidv7()
  const sent = await alice.ok<{ seq: number }>('POST', `/rooms/${roomId}/messages`, {
    clientId,
    body: 'by http',
  })
  expect(await a.send(roomId, 'by http', clientId)).toMatchObject({ seq: sent.seq })
  await until(() => b.bodies(roomId).includes('by http'))
})

test('what PostgreSQL cannot store is refused before the ack; four-byte emoji and long bodies are stored exactly', async () => {
  const { roomId, a, b } = await conversation('poison')
  for (const body of ['nul \0', 'lone \ud800', '   ', '', 'x'.repeat(4_001)]) {
    const ack = await a.ask('message:send', { roomId, clientId: uuidv7(), body })
    expect(ack).toMatchObject({ ok: false, error: { code: 'invalid_payload', issues: [{ path: 'body' }] } })
  }
  const bodies = ['😀'.repeat(4_000), 'a\u202Eb \\" {"x":1e400} [] \u2028%s', '1'.repeat(4_000)]
  for (const body of bodies) await a.send(roomId, body)
  await until(() => b.bodies(roomId).length === bodies.length)
  expect(b.bodies(roomId)).toEqual(bodies)
  const stored = await until(async () => {
    const { rows } = await cluster.db.query<{ body: string }>(
      'SELECT body FROM message WHERE room_id = $1 ORDER BY seq',
      [roomId],
    )
    return rows.length === bodies.length && rows.map((row) => row.body)
  })
  expect(stored).toEqual(bodies)
})

test('anything outside the contract is refused naming the field, and without an ack function nothing happens', async () => {
  const { roomId, a, b } = await conversation('bad')
  const good = { roomId, clientId: uuidv7(), body: 'x' }
  const refusals = [
    [{ ...good, userId: bob.id }, ''],
    [{ ...good, roomId: 'x' }, 'roomId'],
    [{ ...good, clientId: 5 }, 'clientId'],
    [JSON.parse('{"__proto__": {"admin": true}}'), '__proto__'],
    [null, ''],
  ] as const
  for (const [payload, path] of refusals) {
    const ack = await a.ask('message:send', payload as typeof good)
    expect(ack).toMatchObject({ ok: false, error: { code: 'invalid_payload', issues: [{ path }] } })
  }
  const raw = a.socket as unknown as { emit: (name: string, ...args: unknown[]) => void }
  raw.emit('message:send', { ...good, body: 'no ack' })
  raw.emit('message:send')
  raw.emit('message:send', { ...good, clientId: uuidv7(), body: 'an ack that is none' }, 'ack')
  raw.emit('no:such:command', good, () => undefined)
  await a.send(roomId, 'after')
  await until(() => b.bodies(roomId).includes('after'))
  expect(b.bodies(roomId)).toEqual(['after'])
})

test('no process logged an error in all this', () => {
  for (const process of [...cluster.instances, ...cluster.workers]) expect(process.errors).toEqual([])
})
