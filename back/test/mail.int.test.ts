import type { ErrorReply } from '@papo/contract'
import { Queue } from 'bullmq'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import { type Person, post } from './person.js'
import { PostOffice } from './post.office.js'

const HOME = 'https://chat.example.org'
const FROM = 'Papo <papo@chat.example.org>'
const NEXT = 'another horse and battery'

let cluster: Cluster
let office: PostOffice
let queue: Queue
beforeAll(async () => {
  office = await PostOffice.open()
  const env = { SMTP_URL: office.url, MAIL_FROM: FROM, FRONTEND_URL: HOME }
  cluster = await Cluster.start({ instances: 2, workers: 2, env })
  queue = new Queue('mail', { prefix: '{bull}', connection: { url: cluster.redis.url } })
})
afterAll(async () => {
  await queue.close()
  await cluster.stop()
  await office.stop()
})

const ask = (email: string, at = cluster.url()) => post(`${at}/api/auth/password-reset`, { email })
const confirm = (token: string, next = NEXT, at = cluster.url()) =>
  post<{ error?: ErrorReply }>(`${at}/api/auth/password-reset/confirm`, { token, next })
const logIn = async (login: string, password: string) =>
  (await post(`${cluster.url()}/api/auth/token`, { login, password })).status
const tokenIn = (links: string[]) => links[0]?.replace(`${HOME}/#/reset/`, '') ?? ''
const addressOf = ({ user }: Person) => user.email
/** Everything that was asked for is done. */
const settled = () =>
  until(async () => {
    const { waiting = 0, active = 0, delayed = 0 } = await queue.getJobCounts('waiting', 'active', 'delayed')
    const clock = (await queue.getDelayed()).filter(({ name }) => name === 'look').length
    return waiting + active + delayed - clock === 0
  })

describe('a forgotten password', () => {
  test('whoever asks whether it can be had is told', async () => {
    const answer = await fetch(`${cluster.url()}/api/auth/registration`)
    expect(await answer.json()).toMatchObject({ passwordReset: true })
  })

  test('a link by e-mail sets another one, and ends every session', async () => {
    const alice = await cluster.person('alice')
    const tabs = [await alice.tab(), await alice.tab(cluster.url(1))]
    expect(await ask('  Alice@example.org ')).toMatchObject({ status: 202, body: {} })
    const mail = await office.next(addressOf(alice))
    expect(mail.raw).toContain(`From: ${FROM}`)
    expect(mail.raw).toMatch(/Content-Type: text\/html/)
    expect(mail.text).toContain('Hello alice')
    expect(await confirm(tokenIn(mail.links))).toMatchObject({ status: 200, body: {} })
    await until(() => tabs.every(({ disconnects }) => disconnects === 1), { what: 'all tabs are closed' })
    expect((await alice.call('GET', '/users/me')).status).toBe(401)
    expect(await logIn('alice', 'correct horse battery')).toBe(401)
    expect(await logIn('alice', NEXT)).toBe(200)
  })

  test('the link is in the language of the page where it was asked', async () => {
    const ana = await cluster.person('ana')
    await post(`${cluster.url()}/api/auth/password-reset`, { email: addressOf(ana), language: 'pt-BR' })
    expect((await office.next(addressOf(ana))).text).toContain('Olá, ana')
  })

  test('an address that nobody has gets the same answer, and no letter', async () => {
    const [known, unknown] = [await cluster.person('bob'), 'nobody@example.org']
    const answers = [await ask(addressOf(known)), await ask(unknown)]
    expect(answers.map(({ status, body }) => ({ status, body }))).toEqual([
      { status: 202, body: {} },
      { status: 202, body: {} },
    ])
    await office.next(addressOf(known))
    await settled()
    expect(office.to(unknown)).toEqual([])
  })

  test('asking too often is refused, whether or not anyone has the address', async () => {
    const carol = await cluster.person('carol')
    for (const email of [addressOf(carol), 'nobody.else@example.org']) {
      const statuses = []
      for (let n = 0; n < 5; n++) statuses.push((await ask(email, cluster.url(n))).status)
      expect(statuses).toEqual([202, 202, 202, 429, 429])
    }
  })

  test('a link works once, also when it is used twice at the same moment', async () => {
    const dave = await cluster.person('dave')
    await ask(addressOf(dave))
    const token = tokenIn((await office.next(addressOf(dave))).links)
    const answers = await Promise.all([0, 1, 0, 1].map((at) => confirm(token, NEXT, cluster.url(at))))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404])
    expect((await confirm(token)).status).toBe(404)
  })

  test('a newer link makes older ones void', async () => {
    const erin = await cluster.person('erin')
    await ask(addressOf(erin))
    const first = tokenIn((await office.next(addressOf(erin))).links)
    await ask(addressOf(erin))
    const second = tokenIn((await office.next(addressOf(erin), 2)).links)
    expect((await confirm(first)).status).toBe(404)
    expect((await confirm(second)).status).toBe(200)
  })

  test('a link ends after an hour, and nothing else opens anything', async () => {
    const frank = await cluster.person('frank')
    await ask(addressOf(frank))
    const token = tokenIn((await office.next(addressOf(frank))).links)
    const other = token.at(-2) === 'A' ? 'B' : 'A'
    expect((await confirm(`${token.slice(0, -2)}${other}${token.slice(-1)}`)).status).toBe(404)
    await cluster.db.query(`UPDATE password_reset SET expires_at = expires_at - interval '1 hour'`)
    expect((await confirm(token)).status).toBe(404)
    expect(await logIn('frank', 'correct horse battery')).toBe(200)
  })

  test('a password that everybody uses is refused, and the link still works', async () => {
    const grace = await cluster.person('grace')
    await ask(addressOf(grace))
    const token = tokenIn((await office.next(addressOf(grace))).links)
    const { status, body } = await confirm(token, 'password123')
    expect({ status, path: body.error?.issues?.[0]?.path }).toEqual({ status: 400, path: 'next' })
    expect((await confirm(token)).status).toBe(200)
  })

  test('no token is kept anywhere but in the letter', async () => {
    const heidi = await cluster.person('heidi')
    await ask(addressOf(heidi))
    const token = tokenIn((await office.next(addressOf(heidi))).links)
    const { rows } = await cluster.db.query<{ all: string }>('SELECT p::text AS all FROM password_reset p')
    expect(rows.some(({ all }) => all.includes(token))).toBe(false)
    const lines = [...cluster.instances, ...cluster.workers].flatMap(({ lines }) => lines)
    expect(JSON.stringify(lines)).not.toContain(token)
  })

  test('while the mail server is away, letters wait', async () => {
    const ivan = await cluster.person('ivan')
    await office.stop()
    expect((await ask(addressOf(ivan))).status).toBe(202)
    await until(async () => (await queue.getDelayed()).some(({ attemptsMade }) => attemptsMade > 0), {
      what: 'a letter waits',
    })
    await office.start()
    await office.next(addressOf(ivan))
    await settled()
    expect(office.to(addressOf(ivan))).toHaveLength(1)
  })

  test('an address that the mail server refuses is not tried again', async () => {
    const judy = await cluster.person('judy')
    office.refusing = 550
    await ask(addressOf(judy))
    await settled()
    office.refusing = undefined
    expect(office.to(addressOf(judy))).toEqual([])
    expect(await queue.getFailedCount()).toBe(0)
  })
})

describe('a digest of missed mentions', () => {
  let writer: Person
  let readers: Person[]
  let roomId: string

  const setDigest = (person: Person, emailDigest: string) =>
    person.ok('PATCH', '/users/me', { settings: { emailDigest, language: 'en' } })
  const minutesPass = (minutes: number) =>
    Promise.all([
      cluster.db.query(`UPDATE message SET at = at - ${minutes} * interval '1 minute'`),
      cluster.db.query(`UPDATE app_user SET digest_at = digest_at - ${minutes} * interval '1 minute'`),
    ])
  async function look(times = 1): Promise<void> {
    await queue.addBulk(Array.from({ length: times }, () => ({ name: 'look', data: {} })))
    await settled()
  }
  async function mention(people: Person[], words = 'a secret'): Promise<number> {
    const tab = writer.tabs[0] ?? (await writer.tab())
    const { seq } = await tab.send(
      roomId,
      `${people.map(({ user }) => `@${user.username}`).join(' ')} ${words}`,
    )
    await until(async () => {
      const { rowCount } = await cluster.db.query('SELECT 1 FROM mention WHERE room_id = $1 AND seq = $2', [
        roomId,
        seq,
      ])
      return rowCount === people.length
    })
    return seq
  }
  async function read(person: Person, seq: number): Promise<void> {
    await person.ok('POST', `/rooms/${roomId}/read`, { seq })
    await until(async () => {
      const { rowCount } = await cluster.db.query(
        'SELECT 1 FROM membership WHERE room_id = $1 AND user_id = $2 AND read_seq >= $3',
        [roomId, person.id, seq],
      )
      return rowCount === 1
    })
  }
  const lettersTo = (person: Person) => office.to(addressOf(person))

  beforeAll(async () => {
    writer = await cluster.person('walter')
    readers = []
    for (let n = 0; n < 5; n++) readers.push(await cluster.person(`reader${n}`))
    const room = await writer.room('Garden & <Pond>')
    roomId = room.id
    for (const reader of readers) {
      await reader.join(roomId)
      await setDigest(reader, 'hourly')
    }
  })

  test('tells each of them once where, by whom and how often, and nothing of what was said', async () => {
    await mention(readers)
    await mention(readers)
    await look()
    expect(readers.flatMap(lettersTo)).toEqual([])
    await minutesPass(16)
    await look(20)
    for (const reader of readers) {
      const [mail, ...others] = lettersTo(reader)
      expect(others).toEqual([])
      expect(mail?.text).toContain('Garden & <Pond>: 2 times, by walter')
      expect(mail?.text).toContain(`${HOME}/#/rooms/${roomId}/`)
      expect(mail?.text).toContain(`${HOME}/#/settings/notifications`)
      expect(mail?.raw).not.toContain('secret')
      expect(mail?.raw).toContain('&#60;Pond&#62;:')
    }
  })

  test('tells of nothing twice, and again only after as long as was wished', async () => {
    const [first, second] = readers as [Person, Person]
    await mention([first, second])
    await setDigest(second, 'daily')
    await minutesPass(20)
    await look()
    expect(lettersTo(first)).toHaveLength(1)
    await minutesPass(60)
    await look()
    expect(lettersTo(first)).toHaveLength(2)
    expect(lettersTo(first)[1]?.text).toContain('once, by walter')
    expect(lettersTo(second)).toHaveLength(1)
    await minutesPass(24 * 60)
    await look()
    expect(lettersTo(first)).toHaveLength(2)
    expect(lettersTo(second)).toHaveLength(2)
  })

  test.each<[string, (person: Person, seq: number) => Promise<unknown>]>([
    ['has read it', (person, seq) => read(person, seq)],
    ['is here', (person) => person.tab()],
    ['left the room', (person) => person.ok('POST', `/rooms/${roomId}/leave`, {})],
    ['does not want any', (person) => setDigest(person, 'off')],
    [
      'is not to be told of this room',
      (person) => person.ok('PATCH', `/rooms/${roomId}/preferences`, { notify: 'none' }),
    ],
  ])('whoever %s gets none', async (how, change) => {
    const person = await cluster.person(`not-${how.replaceAll(' ', '-')}`.slice(0, 30))
    await person.join(roomId)
    await setDigest(person, 'hourly')
    await change(person, await mention([person]))
    await minutesPass(20)
    await look()
    expect(lettersTo(person)).toEqual([])
  })
})

test('without a mail server there is none of it', async () => {
  const plain = await cluster.addInstance({ SMTP_URL: '', MAIL_FROM: '' })
  const answer = await fetch(`${plain.url}/api/auth/registration`)
  expect(await answer.json()).toMatchObject({ passwordReset: false })
  expect((await ask('alice@example.org', plain.url)).status).toBe(404)
})
