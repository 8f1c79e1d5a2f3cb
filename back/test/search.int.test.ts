import type { Response } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import type { Person } from './person.js'

type Found = Response<'search'>
let cluster: Cluster
let alice: Person
let bob: Person
let carol: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 1 })
  alice = await cluster.person('alice', cluster.url(0))
  bob = await cluster.person('bob', cluster.url(1))
  carol = await cluster.person('carol')
})
afterAll(() => cluster.stop())

const search = (who: Person, q: string, more: Record<string, string> = {}) =>
  who.ok<Found>('GET', `/search?${new URLSearchParams({ q, ...more }).toString()}`)
const found = async (who: Person, q: string) => (await search(who, q)).items.map((item) => item.message.body)

async function say(who: Person, roomId: string, ...bodies: string[]): Promise<number[]> {
  const seqs: number[] = []
  for (const body of bodies) {
    const sent = { clientId: uuidv7(), body }
    seqs.push((await who.ok<Response<'accepted'>>('POST', `/rooms/${roomId}/messages`, sent)).seq)
  }
  await persisted(roomId, Math.max(...seqs))
  return seqs
}

async function persisted(roomId: string, seq: number): Promise<void> {
  const sql = `SELECT 1 FROM message WHERE room_id = $1 AND seq >= $2
    UNION ALL SELECT 1 FROM room_event WHERE room_id = $1 AND seq >= $2`
  await until(async () => (await cluster.db.query(sql, [roomId, seq])).rowCount, { what: 'stored' })
}

/** A command about a message, done and stored. */
async function act(
  who: Person,
  command: 'message:edit' | 'message:delete' | 'reaction:add' | 'message:pin',
  payload: object,
) {
  const tab = await who.tab()
  const { seq } = (await tab.do(command, payload as never)) as { seq: number }
  await persisted((payload as { roomId: string }).roomId, seq)
}

test('words are found by any part of them, without case, with and without accents, the newest first', async () => {
  const room = await alice.room('words')
  await say(alice, room.id, 'A reunião é AMANHÃ', 'reuniao cancelada', 'nothing of the kind')
  expect(await found(alice, 'REUNIAO')).toEqual(['reuniao cancelada', 'A reunião é AMANHÃ'])
  expect(await found(alice, 'união')).toEqual(['reuniao cancelada', 'A reunião é AMANHÃ'])
  expect(await found(alice, 'amanhã reun')).toEqual(['A reunião é AMANHÃ'])
  expect(await found(alice, 'reuniao -cancel')).toEqual(['A reunião é AMANHÃ'])
  expect(await found(alice, 'reuniao kind')).toEqual([])
})

test('a phrase stands together, also across lines; two letters begin a word', async () => {
  const room = await alice.room('phrases')
  await say(
    alice,
    room.id,
    'good morning zebra',
    'morning good zebra',
    'zebra: good\nmorning',
    'xzw zebra',
    '(zw) zebra',
  )
  expect(await found(alice, '"good morning" zebra')).toEqual(['zebra: good\nmorning', 'good morning zebra'])
  expect(await found(alice, 'zw zebra')).toEqual(['(zw) zebra'])
})

test('hits come with their room and with marks in what was said', async () => {
  const room = await alice.room('Straße 🎉')
  await say(alice, room.id, '🎉 Die große Straße und die ﬁlme')
  const { items } = await search(alice, 'strasse filme')
  const [hit] = items
  expect(hit).toMatchObject({
    room: { id: room.id, kind: 'public', name: 'Straße 🎉' },
    message: { senderId: alice.id },
  })
  expect(hit?.snippet.marks.map(([from, to]) => hit.snippet.text.slice(from, to))).toEqual(['Straße', 'ﬁlme'])
})

test('one finds only what one may read at this moment', async () => {
  const room = await alice.room('secret room', 'private')
  await say(alice, room.id, 'the quokka is ours')
  expect(await found(bob, 'quokka')).toEqual([])
  await alice.ok('POST', `/rooms/${room.id}/members`, { userId: bob.id })
  await alice.ok('POST', `/rooms/${room.id}/members`, { userId: carol.id })
  expect([await found(bob, 'quokka'), await found(carol, 'quokka')]).toEqual([
    ['the quokka is ours'],
    ['the quokka is ours'],
  ])
  await bob.ok('POST', `/rooms/${room.id}/leave`)
  await alice.ok('DELETE', `/rooms/${room.id}/members/${carol.id}?ban=true`)
  for (const q of [
    'quokka',
    'in:secret quokka',
    `in:${room.id} quokka`,
    'from:alice in:secret',
    `in:${room.id}`,
  ])
    for (const who of [bob, carol]) expect(await found(who, q)).toEqual([])
  expect(await found(alice, 'quokka')).toEqual(['the quokka is ours'])
  await alice.ok('DELETE', `/rooms/${room.id}`)
  expect(await found(alice, 'quokka')).toEqual([])
})

test('a public room that one has not joined is not searched, and a stranger searches nothing', async () => {
  const room = await alice.room('open')
  await say(alice, room.id, 'axolotl')
  expect(await found(bob, 'axolotl')).toEqual([])
  await bob.join(room.id)
  expect(await found(bob, 'axolotl')).toEqual(['axolotl'])
  expect((await fetch(`${cluster.url()}/api/search?q=axolotl`)).status).toBe(401)
})

/** Workers have read on as far as messages are stored. */
async function indexed(): Promise<void> {
  const due = async () => (await cluster.db.query('SELECT 1 FROM search_due')).rowCount
  await until(async () => (await due()) === 0, { what: 'nothing is due' })
}

test('what was edited is found as it is now, and what was deleted is not, nor kept', async () => {
  const room = await alice.room('changes')
  const [first = 0, second = 0] = await say(alice, room.id, 'platypus', 'platypus too')
  await indexed()
  await act(alice, 'message:edit', { roomId: room.id, seq: first, body: 'capybara', clientId: uuidv7() })
  await act(alice, 'message:delete', { roomId: room.id, seq: second, clientId: uuidv7() })
  await until(async () => (await found(alice, 'platypus')).length === 0)
  await until(async () => (await found(alice, 'capybara')).join() === 'capybara')
  await indexed()
  const kept = await cluster.db.query('SELECT text FROM message_search WHERE room_id = $1', [room.id])
  expect(kept.rows).toEqual([{ text: 'capybara' }])
})

test('a message is found before and after workers have read on, also when one dies', async () => {
  const room = await alice.room('late')
  await cluster.workers[0]?.kill()
  await cluster.addWorker()
  await say(alice, room.id, 'tapir one', 'tapir two')
  const both = ['tapir two', 'tapir one']
  expect(await found(alice, 'tapir')).toEqual(both)
  await indexed()
  expect(await found(alice, 'tapir')).toEqual(both)
  const kept = await cluster.db.query('SELECT count(*)::int AS n FROM message_search WHERE room_id = $1', [
    room.id,
  ])
  expect(kept.rows).toEqual([{ n: 2 }])
})

test('filters: who, where, when and what', async () => {
  const room = await alice.room('Tea & cake')
  const other = await alice.room('Tea garden')
  await bob.join(room.id)
  const [plain = 0] = await say(alice, room.id, 'wombat plain')
  const [link = 0] = await say(bob, room.id, 'wombat https://example.org/x')
  const [code = 0] = await say(alice, room.id, 'wombat `code()`')
  await say(alice, other.id, 'wombat elsewhere')
  await say(bob, room.id, 'wombat sometime')
  await act(bob, 'reaction:add', { roomId: room.id, seq: plain, emoji: '👍', clientId: uuidv7() })
  await act(alice, 'message:pin', { roomId: room.id, seq: link, clientId: uuidv7() })
  const sent = { clientId: uuidv7(), body: 'a reply', threadOf: code }
  await persisted(
    room.id,
    (await alice.ok<Response<'accepted'>>('POST', `/rooms/${room.id}/messages`, sent)).seq,
  )
  const expected: Record<string, string[]> = {
    'wombat from:bob': ['wombat sometime', 'wombat https://example.org/x'],
    'wombat from:me in:"tea & cake"': ['wombat `code()`', 'wombat plain'],
    'wombat from:me from:@bob in:cake': [
      'wombat sometime',
      'wombat `code()`',
      'wombat https://example.org/x',
      'wombat plain',
    ],
    [`in:${other.id}`]: ['wombat elsewhere'],
    'wombat has:link': ['wombat https://example.org/x'],
    'in:cake has:link': ['wombat https://example.org/x'],
    'in:cake has:code': ['wombat `code()`'],
    'in:cake has:reaction': ['wombat plain'],
    'in:cake has:pin has:link': ['wombat https://example.org/x'],
    'in:cake has:thread': ['wombat `code()`'],
    'in:cake has:file': [],
    'has:image': [],
    'wombat from:nobody': [],
    'wombat in:nowhere': [],
    'wombat topic:birds': [],
  }
  for (const [q, bodies] of Object.entries(expected)) expect([q, await found(alice, q)]).toEqual([q, bodies])
})

test('days begin where the reader lives', async () => {
  const room = await alice.room('days')
  const [late, later] = await say(alice, room.id, 'numbat late', 'numbat later')
  // As search reads a time once, it must have read both by now.
  const read = 'SELECT 1 FROM message_search WHERE room_id = $1 AND seq = $2'
  await until(async () => (await cluster.db.query(read, [room.id, later])).rowCount)
  for (const table of ['message', 'message_search'])
    for (const [seq, at] of [
      [late, '2026-03-05T01:30:00Z'],
      [later, '2026-03-05T12:00:00Z'],
    ])
      await cluster.db.query(`UPDATE ${table} SET at = $3 WHERE room_id = $1 AND seq = $2`, [
        room.id,
        seq,
        at,
      ])
  const days = async (q: string, timeZone: string) =>
    (await search(alice, `numbat ${q}`, { timeZone })).items.map((item) => item.message.body)
  expect(await days('on:2026-03-05', 'UTC')).toEqual(['numbat later', 'numbat late'])
  expect(await days('on:2026-03-04', 'America/Sao_Paulo')).toEqual(['numbat late'])
  expect(await days('before:2026-03-05', 'America/Sao_Paulo')).toEqual(['numbat late'])
  expect(await days('after:2026-03-05', 'America/Sao_Paulo')).toEqual(['numbat later'])
  expect(await days('after:2026-03-05 before:2026-03-05', 'UTC')).toEqual([])
  expect((await alice.call('GET', '/search?q=numbat&timeZone=Mars%2FOlympus')).status).toBe(400)
})

test('pages neither skip nor repeat while messages arrive', async () => {
  const rooms = await Promise.all(['page a', 'page b', 'page c'].map((name) => alice.room(name)))
  const said: string[] = []
  for (let i = 0; i < 24; i++) {
    const body = `echidna ${i}`
    await say(alice, rooms[i % 3]?.id ?? '', body)
    said.unshift(body)
  }
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page: Found = await search(alice, 'echidna', { limit: '5', ...(cursor ? { cursor } : {}) })
    seen.push(...page.items.map((item) => item.message.body))
    cursor = page.nextCursor
    await say(alice, rooms[0]?.id ?? '', `echidna late ${seen.length}`)
  } while (cursor)
  expect(seen).toEqual(said)
})

test('more messages than are read one by one are found all the same, each once', async () => {
  const room = await alice.room('long')
  const small = await alice.room('small')
  const insert = `INSERT INTO message (room_id, seq, ordinal, epoch, sender_id, client_id, digest, body, at, mentions)
    SELECT $1, 1000 + i, i, 1, $2, gen_random_uuid(), '', CASE WHEN i % $3 = 0 THEN 'tamarin ' || i ELSE 'hay ' || i END,
      now() - (20000 - i) * interval '1 s', '{}' FROM generate_series(1, $4::int) AS i`
  await cluster.db.query(insert, [room.id, alice.id, 700, 12_000])
  await cluster.db.query(insert, [small.id, alice.id, 2, 10])
  const all = async (q: string) => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page: Found = await search(alice, q, { limit: '4', ...(cursor ? { cursor } : {}) })
      seen.push(...page.items.map((item) => item.message.body))
      cursor = page.nextCursor
    } while (cursor)
    return seen
  }
  const ofLong = Array.from({ length: 17 }, (_, i) => `tamarin ${(17 - i) * 700}`)
  const expected = [...ofLong, 'tamarin 10', 'tamarin 8', 'tamarin 6', 'tamarin 4', 'tamarin 2']
  const check = async () => {
    expect(await all('tamarin')).toEqual(expected)
    expect(await all('from:me tama')).toEqual(expected)
    expect(await all('tam -"tamarin 700"')).toEqual(expected.filter((body) => !body.includes('tamarin 700')))
    expect(await all('in:long 💤')).toEqual([])
    expect(await all('in:small tama')).toEqual(expected.slice(17))
  }
  await check()
  await cluster.db.query('INSERT INTO search_due (room_id) VALUES ($1), ($2)', [room.id, small.id])
  await indexed()
  await cluster.db.query('ANALYZE message_search')
  await check()
})

test('a phrase is found whole wherever it stands: with a long word, and of short ones alone', async () => {
  const room = await alice.room('phrases')
  await cluster.db.query(
    `INSERT INTO message (room_id, seq, ordinal, epoch, sender_id, client_id, digest, body, at, mentions)
     SELECT $1, 1000 + i, i, 1, $2, gen_random_uuid(), '', CASE
         WHEN i % 1500 = 0 THEN 'the old platypus. ' || i WHEN i % 1500 = 1 THEN 'a platypus, so old ' || i
         WHEN i % 1500 = 2 THEN 'so it is as of old ' || i ELSE 'hay ' || i END,
       now() - (20000 - i) * interval '1 s', '{}' FROM generate_series(1, 15000) AS i`,
    [room.id, alice.id],
  )
  const ending = (text: string, rest: number) =>
    Array.from({ length: 10 }, (_, i) => `${text} ${(rest === 0 ? 10 - i : 9 - i) * 1500 + rest}`)
  const check = async () => {
    expect(await found(alice, '"old platypus."')).toEqual(ending('the old platypus.', 0))
    expect(await found(alice, '"platypus, so"')).toEqual(ending('a platypus, so old', 1))
    expect(await found(alice, '"is as of"')).toEqual(ending('so it is as of old', 2))
    expect(await found(alice, '"as is of"')).toEqual([])
  }
  await check()
  await cluster.db.query('INSERT INTO search_due (room_id) VALUES ($1)', [room.id])
  await indexed()
  await cluster.db.query('ANALYZE message_search')
  await check()
})

test('what several people said is paged whole, also where much was said at the same moment', async () => {
  const rooms = [await alice.room('burrow'), await alice.room('warren')]
  for (const room of rooms) await bob.join(room.id)
  const ids = rooms.map(({ id }) => id)
  await cluster.db.query(
    `INSERT INTO message (room_id, seq, ordinal, epoch, sender_id, client_id, digest, body, at, mentions, pinned)
     SELECT r.id, 1000 + i, i, 1, r.author, gen_random_uuid(), '',
       CASE WHEN i % 20 = 0 THEN 'bettong' ELSE 'hay' END || ' ' || i, now() - (4000 - i) / 60 * interval '1 s', '{}', i % 20 = 0
     FROM unnest($1::uuid[], $2::uuid[]) AS r(id, author), generate_series(1, 4000) AS i`,
    [ids, [alice.id, bob.id]],
  )
  await cluster.db.query('INSERT INTO search_due (room_id) SELECT unnest($1::uuid[])', [ids])
  await indexed()
  const all = async (q: string) => {
    const seen: string[] = []
    let at = Infinity
    let cursor: string | undefined
    do {
      const page: Found = await search(alice, q, { limit: '20', ...(cursor ? { cursor } : {}) })
      for (const { message } of page.items) {
        expect(Date.parse(message.at)).toBeLessThanOrEqual(at)
        at = Date.parse(message.at)
        seen.push(`${message.roomId}:${message.seq}`)
      }
      cursor = page.nextCursor
    } while (cursor)
    return { found: seen.length, different: new Set(seen).size }
  }
  const [one, both] = [
    { found: 200, different: 200 },
    { found: 400, different: 400 },
  ]
  expect(await all('from:me from:alice bettong')).toEqual(one)
  expect(await all('from:alice from:ALICE from:bob bettong')).toEqual(both)
  expect(await all('from:alice from:bob in:warren bettong')).toEqual(one)
  expect(await all('from:alice from:bob in:burrow in:warren has:pin')).toEqual(both)
  // Two letters: no index knows of them.
  expect(await all('from:alice from:bob be')).toEqual(both)
})

test('what people block is not found', async () => {
  const room = await alice.room('blocked words')
  await bob.join(room.id)
  await say(bob, room.id, 'wallaby of bob')
  await say(alice, room.id, 'wallaby of alice')
  await alice.ok('PUT', `/users/${bob.id}/block`)
  expect(await found(alice, 'wallaby')).toEqual(['wallaby of alice'])
  expect(await found(bob, 'wallaby')).toEqual(['wallaby of alice', 'wallaby of bob'])
  await alice.ok('DELETE', `/users/${bob.id}/block`)
})

test('what is typed is taken literally, and nothing breaks the search', async () => {
  const room = await alice.room('literal')
  await say(alice, room.id, `100%_done \\ it's "so" & | ! <-> :* (ok)`, 'dingo plain')
  const literal = [`100%_d`, '%_', '\\', `it's`, '& | !', '<->', ':*', '(ok)', 'it\'s "& | !" in:literal']
  for (const q of literal) expect([q, (await found(alice, q)).length]).toEqual([q, 1])
  for (const q of [
    '1%d',
    'd_n',
    `' OR true --`,
    '"; DROP TABLE message; --',
    '.*',
    '(',
    '[',
    '\u0301',
    '- -',
    'from:',
    '"',
  ])
    expect([q, await found(alice, `in:literal ${q} zzz`)]).toEqual([q, []])
  const refused = ['%00', 'x%00y', '%ED%A0%80%00', 'a'.repeat(201), '', '%20']
  for (const q of refused) expect([q, (await alice.call('GET', `/search?q=${q}`)).status]).toEqual([q, 400])
  for (const query of [
    'q=x&cursor=abc',
    'q=x&cursor=WyIyMDI2Il0',
    'q=x&limit=0',
    'q=x&limit=101',
    'q=x&y=1',
    '',
  ])
    expect([query, (await alice.call('GET', `/search?${query}`)).status]).toEqual([query, 400])
})

test('searches have a limit of their own', async () => {
  const instance = await cluster.addInstance({ SEARCH_LIMIT: '3' })
  const dave = await cluster.person('dave', instance.url)
  const answers: number[] = []
  for (let i = 0; i < 4; i++) answers.push((await dave.call('GET', '/search?q=x')).status)
  expect(answers).toEqual([200, 200, 200, 429])
})
