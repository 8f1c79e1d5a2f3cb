import { LIMITS } from '@papo/contract'
import { once } from 'node:events'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { Cluster } from './harness.js'
import type { Person } from './person.js'

const CAPS = { MAX_SOCKETS_PER_USER: '2', MAX_SOCKETS_PER_IP: '3', TRUST_PROXY: 'loopback' }
let cluster: Cluster
let alice: Person
let bob: Person
beforeAll(async () => {
  cluster = await Cluster.start({ instances: 1, workers: 0, env: CAPS })
  ;[alice, bob] = [await cluster.person('alice'), await cluster.person('bob')]
})
afterAll(() => cluster.stop())

async function connect(options: WebSocket.ClientOptions = {}): Promise<WebSocket> {
  const socket = new WebSocket(
    `${cluster.url().replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`,
    options,
  )
  await once(socket, 'message')
  return socket
}

test('a frame of more than 64 KB ends its connection, one of 64 KB is read', async () => {
  const [fits, tooLarge] = [await connect(), await connect()]
  fits.send(`40/${'n'.repeat(LIMITS.frameBytesMax - 4)},`)
  tooLarge.send(`40/${'n'.repeat(LIMITS.frameBytesMax - 3)},`)
  const [[answer], [code]] = (await Promise.all([once(fits, 'message'), once(tooLarge, 'close')])) as [
    [Buffer],
    [number],
  ]
  expect(answer.toString()).toContain('Invalid namespace')
  // Too big, and not the end of one that does not say who it is.
  expect(code).toBe(1009)
  fits.close()
})

test('no compression of frames is agreed on, whatever a client offers', async () => {
  const socket = await connect({ perMessageDeflate: true })
  expect(socket.extensions).toBe('')
  socket.close()
})

test('a connection that does not say who it is ends by itself', async () => {
  const socket = await connect()
  const pings: string[] = []
  socket.on('message', (data: Buffer) => pings.push(data.toString()))
  await once(socket, 'close')
  // Before the first ping, which comes after 25 seconds.
  expect(pings).toEqual([])
})

/** Opens a socket of someone who comes from an address, or says so. @returns it, and whether the server greets it */
async function visit(forwarded: string, { token }: Person): Promise<[Socket, boolean]> {
  const extraHeaders = { 'x-forwarded-for': forwarded }
  const options = { transports: ['websocket'], auth: { token }, extraHeaders, reconnection: false }
  const socket = io(cluster.url(), { ...options, forceNew: true })
  const welcome = await new Promise<boolean>((resolve) => {
    socket.once('ready', () => resolve(true))
    for (const end of ['disconnect', 'connect_error']) socket.once(end, () => resolve(false))
  })
  return [socket, welcome]
}

/** Opens sockets one after another, and closes them together. @returns which of them the server let in */
async function visits(all: [string, Person][]): Promise<boolean[]> {
  const visitors: [Socket, boolean][] = []
  for (const [forwarded, person] of all) visitors.push(await visit(forwarded, person))
  for (const [socket] of visitors) socket.close()
  return visitors.map(([, welcome]) => welcome)
}

test('one person has only so many sockets, from wherever they come', async () => {
  expect(
    await visits([
      ['203.0.113.1', alice],
      ['203.0.113.2', alice],
      ['203.0.113.3', alice],
    ]),
  ).toEqual([true, true, false])
})

test('one address has only so many sockets, and only what the proxy saw is an address', async () => {
  const carol = await cluster.person('carol')
  expect(
    await visits([
      ['198.51.100.1, 203.0.113.9', bob],
      ['198.51.100.2, 203.0.113.9', bob],
      ['198.51.100.3, 203.0.113.9', carol],
      ['198.51.100.4, 203.0.113.9', carol],
      ['203.0.113.10', carol],
    ]),
  ).toEqual([true, true, true, false, true])
})
