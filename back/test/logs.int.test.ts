import type { Response } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster, until } from './harness.js'
import { post } from './person.js'
import { PostOffice } from './post.office.js'

const BODY = 'what nobody else may read'
const PASSWORD = 'a password of my own'
const EMAIL = 'dora.secret@mail.example.org'
let cluster: Cluster
let office: PostOffice
beforeAll(async () => {
  office = await PostOffice.open()
  const mail = { SMTP_URL: office.url, MAIL_FROM: 'papo@example.org', FRONTEND_URL: 'http://papo.example' }
  cluster = await Cluster.start({ instances: 1, workers: 1, env: { LOG_LEVEL: 'trace', ...mail } })
})
afterAll(async () => {
  await cluster.stop()
  await office.stop()
})

const linesOf = () => [...cluster.instances, ...cluster.workers].flatMap(({ lines }) => lines)

test('a line about a command names its user, room and seq; one about a call its request', async () => {
  const alice = await cluster.person('alice')
  const room = await alice.room('named')
  const tab = await alice.tab()
  const { seq } = await tab.send(room.id, BODY)
  const about = { msg: 'command', command: 'message:send', userId: alice.id, roomId: room.id, seq }
  await until(() =>
    linesOf().some((line) => Object.entries(about).every(([name, value]) => line[name] === value)),
  )
  const { headers } = await alice.call('GET', `/rooms/${room.id}/messages`)
  const requestId = headers.get('x-request-id')
  const called = await until(() =>
    linesOf().find((line) => line.msg === 'request' && line['requestId'] === requestId),
  )
  expect(called).toMatchObject({ userId: alice.id, roomId: room.id, status: 200 })
  tab.close()
})

test('no line at any level holds a body, a password, a token, a cookie or an e-mail address, whatever fails', async () => {
  const at = cluster.url()
  const account = { username: 'dora', email: EMAIL, password: PASSWORD }
  const made = await post<Response<'identity'>>(`${at}/api/auth/register`, account)
  const cookies = made.headers.getSetCookie().map((cookie) => /=([^;]*)/.exec(cookie)?.[1] ?? '')
  const { body: tokens } = await post<Response<'tokens'>>(`${at}/api/auth/token`, {
    login: EMAIL,
    password: PASSWORD,
  })
  await post(`${at}/api/auth/register`, account)
  await post(`${at}/api/auth/token`, { login: EMAIL, password: `${PASSWORD} not` })
  await fetch(`${at}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"${BODY}`,
  })
  office.refusing = 451
  await post(`${at}/api/auth/password-reset`, { email: EMAIL })
  await until(() => cluster.workers[0]?.lines.some(({ msg }) => msg === 'job tried again'))
  office.refusing = undefined

  const bob = await cluster.person('bob')
  const room = await bob.room('silent')
  const tab = await bob.tab()
  const { seq } = await tab.send(room.id, BODY)
  await tab.do('message:edit', { roomId: room.id, clientId: uuidv7(), seq, body: `${BODY}!` })
  await bob.call('GET', `/search?q=${encodeURIComponent(BODY)}`)
  await cluster.restartRedis(async () => {
    await tab.ask('message:send', { roomId: room.id, clientId: uuidv7(), body: BODY })
    await bob.call('POST', `/rooms/${room.id}/messages`, { clientId: uuidv7(), body: BODY })
  })
  await cluster.restartPostgres(async () => {
    await tab.ask('message:send', { roomId: room.id, clientId: uuidv7(), body: BODY })
    await bob.call('GET', `/search?q=${encodeURIComponent(BODY)}`)
  })
  const failed = await until(() => linesOf().find(({ msg }) => msg === 'a store is unavailable'))
  expect(failed['err']).toMatchObject({ type: expect.any(String) })
  await until(() => office.mails.length > 0, { withinMs: 60_000, what: 'the letter came' })

  const link = office.mails[0]?.links[0] ?? 'none'
  const secrets = [
    BODY,
    PASSWORD,
    EMAIL,
    'bob@example.org',
    'correct horse battery',
    ...cookies,
    link.slice(-20),
  ]
  const all = linesOf().map((line) => JSON.stringify(line))
  for (const secret of [...secrets, tokens.accessToken, tokens.refreshToken, bob.token]) {
    expect(secret.length).toBeGreaterThan(8)
    expect(all.filter((line) => line.includes(secret))).toEqual([])
  }
  tab.close()
})
