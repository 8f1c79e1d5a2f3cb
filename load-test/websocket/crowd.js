// @ts-check
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from './client.js'
import { Identity } from './identity.js'

/** @typedef {import('./options.js').Options} Options */
/** @typedef {import('./recorder.js').Recorder} Recorder */

/** Requests under way at once while users arrive. */
const WIDTH = 8
const READY_TIMEOUT_MS = 60_000

/**
 * Registers users, puts each in one room and connects their sockets. The first user of each room makes it
 * and the others join, so nobody comes near the limit on room operations.
 * @param {Options} options
 * @param {Recorder} recorder
 * @param {(phase: string, done: number, of: number) => void} say
 * @returns {Promise<Client[]>}
 */
export async function gather(options, recorder, say) {
  await reach(options.origin)
  const run = randomBytes(4).toString('hex')
  const everyMs = options.rampMs / options.users
  const identities = Array.from(
    { length: options.users },
    (_, i) => new Identity(options.origin, `lt-${run}-${i}`, randomBytes(18).toString('base64url')),
  )
  await each(identities, { everyMs, say: (n) => say('registered', n, options.users) }, (who) =>
    who.register(),
  )
  const roomOf = await seat(identities, options.roomSizes, { run, say })
  const clients = identities.map((identity, i) => new Client({ identity, roomId: roomOf[i] ?? '', recorder }))
  recorder.views = clients.map((client) => client.record)
  await each(clients, { everyMs, say: (n) => say('connected', n, options.users) }, (client) =>
    within(READY_TIMEOUT_MS, client.connect(), `${client.identity.username} never became ready`),
  )
  return clients
}

/**
 * @param {Identity[]} identities @param {number[]} sizes
 * @param {{ run: string, say: (phase: string, done: number, of: number) => void }} how
 * @returns {Promise<string[]>} the room of every user
 */
async function seat(identities, sizes, { run, say }) {
  const seats = sizes.flatMap((size, room) => Array.from({ length: size }, (_, place) => ({ room, place })))
  const users = identities.map((who, i) => ({ who, ...(seats[i] ?? { room: 0, place: 1 }) }))
  const founders = users.filter(({ place }) => place === 0)
  const others = users.filter(({ place }) => place > 0)
  /** @type {string[]} */
  const roomIds = []
  await each(founders, { say: (n) => say('rooms', n, founders.length) }, async ({ who, room: i }) => {
    const name = `Load test ${run} ${i + 1}`
    const { room } = await who.call('POST', '/rooms', { name, kind: 'public' })
    roomIds[i] = room.id
  })
  await each(others, { say: (n) => say('joined', n, others.length) }, ({ who, room }) =>
    who.call('POST', `/rooms/${roomIds[room]}/join`),
  )
  return users.map(({ room }) => roomIds[room] ?? '')
}

/** A wrong address is worth no patience. @param {string} origin */
async function reach(origin) {
  try {
    await fetch(`${origin}/api/auth/me`, { signal: AbortSignal.timeout(10_000) })
  } catch (error) {
    throw new Error(`nobody answers at ${origin}`, { cause: error })
  }
}

/**
 * Until everyone has an answer to everything and stands where the room stands, or the deadline passes.
 * @param {Client[]} clients @param {number} deadlineMs
 * @returns {Promise<boolean>} whether all settled
 */
export async function settle(clients, deadlineMs) {
  const deadline = Date.now() + deadlineMs
  for (;;) {
    if (isSettled(clients)) return true
    if (Date.now() > deadline) return false
    await sleep(50)
  }
}

/** An ack is as good as an event: what it names may have reached nobody yet. @param {Client[]} clients */
function isSettled(clients) {
  /** @type {Map<string, number>} */
  const heads = new Map()
  for (const { roomId, hasReached, outbox } of clients)
    heads.set(roomId, Math.max(hasReached, outbox.acked.seq, heads.get(roomId) ?? 0))
  return clients.every((client) => client.isSettled && client.hasReached === heads.get(client.roomId))
}

/**
 * @template T
 * @param {T[]} items
 * @param {{ everyMs?: number, say: (done: number) => void }} pace at most one start per `everyMs`
 * @param {(item: T, index: number) => Promise<unknown>} act
 */
async function each(items, { everyMs = 0, say }, act) {
  const start = Date.now()
  let next = 0
  let done = 0
  const walk = async () => {
    for (let index = next++; index < items.length; index = next++) {
      const early = start + index * everyMs - Date.now()
      if (early > 0) await sleep(early)
      await act(/** @type {T} */ (items[index]), index)
      say(++done)
    }
  }
  await Promise.all(Array.from({ length: WIDTH }, walk))
}

/** @template T @param {number} ms @param {Promise<T>} promise @param {string} complaint @returns {Promise<T>} */
function within(ms, promise, complaint) {
  const late = new AbortController()
  const timeout = sleep(ms, undefined, { signal: late.signal }).then(() => {
    throw new Error(complaint)
  })
  timeout.catch(() => undefined)
  return Promise.race([promise, timeout]).finally(() => late.abort())
}
