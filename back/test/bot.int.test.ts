import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Response, WebhookPayload } from '@papo/contract'
import { PapoClient, PapoError } from '@papo/contract/client'
import { verifyWebhook } from '@papo/contract/client/webhook'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { headersOf, makeSecret } from '../src/webhook/signature.js'
import { Cluster, until } from './harness.js'

const ECHO = fileURLToPath(new URL('../../docs/bots/echo.mjs', import.meta.url))

let cluster: Cluster
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 2, workers: 0 })
})
afterAll(() => cluster?.stop())

test('the bot of the documents answers, over the client that is made of the contract', async () => {
  const owner = await cluster.person('owner')
  const { bot } = await owner.ok<Response<'bot'>>('POST', '/admin/bots', { username: 'echo' })
  const wish = { name: 'Echo', scopes: ['read', 'write'], expiresInDays: 1 }
  const made = await owner.ok<Response<'madeToken'>>('POST', `/admin/bots/${bot.id}/tokens`, wish)
  const { id: roomId } = await owner.room('Echoes', 'private')
  await owner.ok('POST', `/rooms/${roomId}/members`, { userId: bot.id })
  const env = { PATH: process.env['PATH'] ?? '', PAPO_URL: cluster.url(1), PAPO_TOKEN: made.secret }
  const echo = spawn(process.execPath, [ECHO], { env })
  let said = ''
  for (const stream of [echo.stdout, echo.stderr])
    stream.on('data', (part: Buffer) => (said += part.toString()))
  try {
    await until(() => said.includes('echo listens in 1 rooms'), { what: 'the bot listens' })
    const body = '!echo Is anybody there?'
    await owner.ok('POST', `/rooms/${roomId}/messages`, { clientId: uuidv7(), body })
    const answer = await until(async () =>
      (await owner.messages(roomId)).messages.find(({ senderId }) => senderId === bot.id),
    )
    expect(answer.body).toBe('Is anybody there?')
  } finally {
    echo.kill()
  }
  const client = new PapoClient({ url: cluster.url(), token: made.secret })
  expect((await client.rooms()).items.map(({ id }) => id)).toEqual([roomId])
  await expect(client.call('DELETE', `/rooms/${roomId}`)).rejects.toThrow(PapoError)
  await expect(new PapoClient({ url: cluster.url(), token: 'papo_none' }).me()).rejects.toMatchObject({
    status: 401,
  })
})

test('a receiver knows what is from here, what was changed on the way, and what is a copy of long ago', async () => {
  const [id, roomId, actorId] = [uuidv7(), uuidv7(), uuidv7()]
  const at = new Date()
  const base = { roomId, epoch: 0, seq: 3, ordinal: 1, at: at.toISOString(), actorId, clientId: uuidv7() }
  const payload: WebhookPayload = {
    id,
    room: { id: roomId, kind: 'public', name: 'Harbour' },
    event: { ...base, type: 'message.sent', data: { body: 'Olá' } },
  }
  const [body, secret] = [JSON.stringify(payload), makeSecret()]
  const headers = headersOf(secret, id, { body: Buffer.from(body), at })
  expect(await verifyWebhook(secret, { headers, body })).toEqual(payload)
  const later = new Date(at.getTime() + 10 * 60_000)
  const wrong = [
    verifyWebhook(secret, { headers, body: body.replace('Olá', 'Adeus') }),
    verifyWebhook(makeSecret(), { headers, body }),
    verifyWebhook(secret, { headers: { ...headers, 'webhook-id': uuidv7() }, body }),
    verifyWebhook(secret, { headers: { ...headers, 'webhook-signature': '' }, body }),
    verifyWebhook(secret, { headers, body }, later),
  ]
  for (const one of await Promise.allSettled(wrong))
    expect(one).toMatchObject({
      status: 'rejected',
      reason: { message: expect.stringContaining('webhook') as unknown },
    })
})
