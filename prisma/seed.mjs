#!/usr/bin/env node
// @ts-check
// Fills a running Papo with a small demo, through its HTTP API as any client would: node prisma/seed.mjs [url]
// Run it again and nothing doubles. Accounts with a known password have no place where others can reach them.
import { randomUUID } from 'node:crypto'

const PASSWORD = 'otter-lantern-harbour'
const USERNAMES = ['alice', 'bob', 'carol']
const ROOMS = [
  { name: 'Harbour', topic: 'Boats in, boats out', kind: 'public', people: ['bob', 'carol'] },
  { name: 'Kitchen', topic: 'What is for lunch', kind: 'public', people: ['bob'] },
  { name: 'Crew', topic: 'For the three of us', kind: 'private', people: ['bob', 'carol'] },
]
const LINES = [
  ['alice', 'Good morning! The **north pier** opens at nine.'],
  ['bob', 'On my way. Does anyone have the keys?'],
  ['carol', '@bob they hang behind the door'],
  ['bob', 'Found them, thank you!'],
]
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** @typedef {{ id: string, call: (method: string, path: string, body?: object) => Promise<any> }} Person */

class Refused extends Error {
  /** @param {string} code @param {string} message */
  constructor(code, message) {
    super(message)
    this.code = code
  }
}

/** @param {string} base @param {string} [token] @returns {Person['call']} */
function caller(base, token) {
  return async (method, path, body) => {
    const headers = new Headers({ 'content-type': 'application/json' })
    if (token) headers.set('authorization', `Bearer ${token}`)
    const response = await fetch(`${base}/api${path}`, {
      method,
      headers,
      body: body ? JSON.stringify(body) : null,
    })
    const answer = await response.json()
    if (!response.ok) throw new Refused(answer.error.code, `${method} ${path}: ${answer.error.message}`)
    return answer
  }
}

/** @param {string} base @param {string} username @returns {Promise<Person>} */
async function enter(base, username) {
  const open = caller(base)
  const email = `${username}@papo.example`
  try {
    await open('POST', '/auth/register', { username, email, password: PASSWORD })
  } catch (error) {
    if (!(error instanceof Refused && error.code === 'conflict')) throw error
  }
  const { accessToken } = await open('POST', '/auth/token', { login: username, password: PASSWORD })
  const call = caller(base, accessToken)
  const { user } = await call('GET', '/auth/me')
  return { id: user.id, call }
}

/**
 * @param {Map<string, Person>} people
 * @param {string} roomId
 * @param {string[]} present
 */
async function converse(people, roomId, present) {
  for (const [username, body] of LINES) {
    if (!username || !present.includes(username)) continue
    await people.get(username)?.call('POST', `/rooms/${roomId}/messages`, { clientId: randomUUID(), body })
  }
}

/** @param {string} base */
async function seed(base) {
  /** @type {Map<string, Person>} */
  const people = new Map()
  for (const username of USERNAMES) people.set(username, await enter(base, username))
  const [alice, bob] = [people.get('alice'), people.get('bob')]
  if (!alice || !bob) return
  const { items } = await alice.call('GET', '/rooms?filter=joined&limit=100')
  const names = new Set(items.map((/** @type {{ name: string }} */ room) => room.name))
  for (const { people: present, ...room } of ROOMS.filter(({ name }) => !names.has(name))) {
    const made = await alice.call('POST', '/rooms', room)
    for (const username of present)
      await alice.call('POST', `/rooms/${made.room.id}/members`, { userId: people.get(username)?.id })
    await converse(people, made.room.id, ['alice', ...present])
  }
  const direct = await alice.call('POST', '/direct', { userIds: [bob.id] })
  if (direct.room.ordinal === 0) await converse(people, direct.room.id, ['alice', 'bob'])
}

const url = new URL(process.argv[2] ?? 'http://localhost:3000')
if (process.env['NODE_ENV'] === 'production' || !LOOPBACK.has(url.hostname)) {
  console.error('The demo is for a Papo on this very machine, and never for production.')
  process.exit(1)
}
try {
  await seed(url.origin)
  console.log(`Log in at ${url.origin} as ${USERNAMES.join(', ')} with the password ${PASSWORD}`)
} catch (error) {
  const reason = error instanceof TypeError ? `nobody answers at ${url.origin}` : error
  console.error(`The demo could not be made: ${reason instanceof Error ? reason.message : reason}`)
  process.exit(1)
}
