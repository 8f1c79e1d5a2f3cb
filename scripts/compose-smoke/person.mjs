// @ts-check
import { randomUUID } from 'node:crypto'
import { io } from 'socket.io-client'
import { until } from '../command.mjs'

// Wide: a small machine that also runs the engine may be slow, and that is not what is checked here.
const ASK_TIMEOUT_MS = 10_000
const SEND_TIMEOUT_MS = 120_000
const RETRY_MS = 1_000
const CONNECT_TIMEOUT_MS = 120_000
const PASSWORD = 'a long enough pass phrase 7'

/**
 * @typedef {{ roomId: string, seq: number, type: string, data: { body?: string } }} RoomEvent
 * @typedef {{ head: number, persisted: number }} Synced
 * @typedef {Awaited<ReturnType<typeof register>>} Person
 * @typedef {ReturnType<typeof listen>} Listener
 */

/** @type {Set<import('socket.io-client').Socket>} */
const sockets = new Set()

/** Ends every connection that was ever opened: one that stays open keeps the program running. */
export function leave() {
  for (const socket of sockets) socket.close()
}

/**
 * A new account, used over HTTP with a token.
 * @param {string} url
 * @param {string} name
 */
export async function register(url, name) {
  const username = `${name}-${randomUUID().slice(0, 8)}`
  let token = ''
  /** @param {string} method @param {string} path @param {object} [body] */
  const call = async (method, path, body) => {
    const response = await fetch(`${url}/api${path}`, {
      method,
      signal: AbortSignal.timeout(ASK_TIMEOUT_MS),
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`)
    return text ? JSON.parse(text) : {}
  }
  await call('POST', '/auth/register', { username, email: `${username}@example.org`, password: PASSWORD })
  const { accessToken } = await call('POST', '/auth/token', { login: username, password: PASSWORD })
  token = String(accessToken)
  return { token, call }
}

/**
 * A connection that follows one room as a browser does: joins what it hears with what it missed.
 * @param {{ url: string, person: Person, roomId: string }} options
 */
export function listen({ url, person, roomId }) {
  const { token } = person
  const socket = io(url, {
    auth: { token },
    transports: ['websocket'],
    reconnectionDelayMax: 1000,
    forceNew: true,
  })
  sockets.add(socket)
  /** @type {Map<number, string>} what stands at each seq */
  const lines = new Map()
  /** @type {Record<'contradictions' | 'refusals', string[]>} `refusals`: what the server said no to */
  const noted = { contradictions: [], refusals: [] }
  /** @type {{ instanceId: string, epoch: number } | undefined} */
  let place
  let refusal = 'no connection yet'
  /** @param {{ seq: number, body: string }[]} messages */
  const take = (messages) => {
    for (const { seq, body } of messages) {
      const known = lines.get(seq) ?? body
      if (known !== body) noted.contradictions.push(`seq ${seq}: ${known}, then ${body}`)
      lines.set(seq, body)
    }
  }
  /** @param {RoomEvent[]} events */
  const hear = (events) =>
    take(
      events.flatMap(({ roomId: where, seq, type, data: { body = '' } }) =>
        where === roomId && type === 'message.sent' ? [{ seq, body }] : [],
      ),
    )
  /** @param {string} command @param {object} payload */
  const ask = async (command, payload) => {
    if (!place) throw new Error(`not connected: ${refusal}`)
    const reply = await socket.timeout(ASK_TIMEOUT_MS).emitWithAck(command, payload)
    if (reply.ok) return reply.data
    noted.refusals.push(`${command}: ${reply.error.code} ${reply.error.message}`)
    throw new Error(noted.refusals.at(-1))
  }
  /** Everything since the room began: from the log, or after a new epoch from the latest page. @returns {Promise<Synced>} */
  const sync = async () => {
    const { epoch } = await connected()
    const missed = await ask('room:sync', { roomId, epoch, since: 0 })
    if (missed.reset) take((await person.call('GET', `/rooms/${roomId}/messages?limit=100`)).messages)
    else hear(missed.events)
    return missed
  }
  const connected = () =>
    until('connected', CONNECT_TIMEOUT_MS, () => {
      if (!place) throw new Error(refusal)
      return place
    })
  socket.on('room:events', hear)
  /** @param {string} reason */
  const lose = (reason) => {
    place = undefined
    refusal = reason
    // An instance that closes or refuses is obeyed by the library: it does not try again by itself.
    const closed = reason === 'io client disconnect'
    if (!closed && !socket.active) setTimeout(() => socket.connect(), RETRY_MS).unref()
  }
  socket.on('connect_error', (error) => lose(error.message))
  socket.on('disconnect', lose)
  socket.on('ready', ({ instanceId, rooms }) => {
    const { epoch } = rooms.find((/** @type {{ roomId: string }} */ room) => room.roomId === roomId)
    place = { instanceId, epoch }
    sync().catch(() => undefined) // lost with the connection: the next one asks again
  })
  return {
    connected,
    sync,
    ...noted,
    /** Oldest first, in the form "seq text". */
    lines: () => [...lines].sort(([a], [b]) => a - b).map(([seq, line]) => `${seq} ${line}`),
    /** Repeats with one clientId until the server says yes. @param {string} body @returns {Promise<{ seq: number }>} */
    send: (body) => {
      const message = { roomId, clientId: newClientId(), body }
      return until(`sent: ${body}`, SEND_TIMEOUT_MS, () => ask('message:send', message))
    },
    close: () => socket.close(),
  }
}

/** UUIDv7, which the server takes without looking it up. */
function newClientId() {
  const time = Date.now().toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}
