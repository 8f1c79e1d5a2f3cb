// @ts-check
// A server of one process that speaks just enough of the contract for the load test to be tested against:
// it does everything right except what it is told to do wrong.
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { Server } from 'socket.io'

/**
 * @typedef {{ name: 'none' | 'lose' | 'double' | 'swap' | 'corrupt' | 'silent' | 'hide' | 'late', every: number }} Fault
 * @typedef {{ epoch: number, members: Set<string>, log: any[], accepted: Map<string, any> }} Room
 */

const LATE_MS = 700

/** @param {Fault} fault `every` n-th message is hit; `hide` is healed by a sync, `late` by waiting, the others are not */
export async function startStandIn(fault) {
  /** @type {Map<string, Room>} */
  const rooms = new Map()
  /** @type {Map<string, string>} */
  const users = new Map()
  const http = createServer((request, response) => {
    const userId = users.get(sessionOf(request.headers.cookie))
    const reply = answer(request.url ?? '', { userId, users, rooms })
    request.resume()
    response.writeHead(200, { 'content-type': 'application/json', ...reply.headers })
    response.end(JSON.stringify(reply.body))
  })
  const io = new Server(http, { transports: ['websocket'] })
  io.on('connection', (socket) => {
    const userId = users.get(sessionOf(socket.handshake.headers.cookie)) ?? ''
    const own = [...rooms].filter(([, room]) => room.members.has(userId))
    for (const [roomId] of own) void socket.join(roomId)
    const heads = own.map(([roomId, { epoch, log }]) => ({ roomId, epoch, head: log.length, persisted: 0 }))
    socket.emit('ready', { userId, instanceId: 'one', rooms: heads.map((h) => ({ ...h, readSeq: 0 })) })
    socket.on('message:send', (command, ack) => {
      const { roomId } = command
      const room = rooms.get(roomId)
      if (!room) return
      const event = append(room, userId, command)
      if (event) deliver(io, event, fault)
      if (fault.name === 'silent') return
      const { epoch, seq, at } = room.accepted.get(command.clientId)
      ack({ ok: true, data: { epoch, seq, at, persisted: seq } })
    })
    socket.on('room:sync', ({ roomId, since }, ack) => {
      const { epoch = 1, log = [] } = rooms.get(roomId) ?? {}
      const events = fault.name === 'lose' ? [] : log.slice(since)
      ack({ ok: true, data: { epoch, head: log.length, persisted: 0, events } })
    })
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const address = http.address()
  const port = typeof address === 'object' && address ? address.port : 0
  /** Cuts every connection without a word, as a dying instance does. */
  const cut = () => io.sockets.sockets.forEach((socket) => socket.conn.close())
  return {
    url: `http://127.0.0.1:${port}`,
    cut,
    messages: () => countMessages(rooms),
    stop: () => io.close(),
  }
}

/** @param {Map<string, Room>} rooms */
function countMessages(rooms) {
  return [...rooms.values()].reduce((sum, { accepted }) => sum + accepted.size, 0)
}

/** @param {string | undefined} cookie */
function sessionOf(cookie) {
  return /session=([^;]+)/.exec(cookie ?? '')?.[1] ?? ''
}

/**
 * @param {string} path
 * @param {{ userId: string | undefined, users: Map<string, string>, rooms: Map<string, Room> }} state
 * @returns {{ body: object, headers?: Record<string, string> }}
 */
function answer(path, { userId = '', users, rooms }) {
  const id = randomUUID()
  if (path === '/api/auth/register') {
    users.set(id, id)
    return { body: { user: { id } }, headers: { 'set-cookie': `session=${id}; HttpOnly` } }
  }
  if (path === '/api/rooms') {
    rooms.set(id, { epoch: 1, members: new Set([userId]), log: [], accepted: new Map() })
    return { body: { room: { id } } }
  }
  const roomId = /^\/api\/rooms\/([^/]+)\/join$/.exec(path)?.[1] ?? ''
  rooms.get(roomId)?.members.add(userId)
  return { body: { room: { id: roomId } } }
}

/** @param {Room} room @param {string} actorId @param {{ roomId: string, clientId: string, body: string }} command */
function append(room, actorId, { roomId, clientId, body }) {
  if (room.accepted.has(clientId)) return undefined
  const seq = room.log.length + 1
  const { epoch } = room
  const at = new Date().toISOString()
  const event = {
    roomId,
    epoch,
    seq,
    ordinal: seq,
    type: 'message.sent',
    actorId,
    clientId,
    at,
    data: { body },
  }
  room.log.push(event)
  room.accepted.set(clientId, event)
  return event
}

/** @param {Server} io @param {any} event @param {Fault} fault */
function deliver(io, event, { name, every }) {
  const { roomId } = event
  const victim = [...(io.sockets.adapter.rooms.get(roomId) ?? [])][0] ?? ''
  const isHit = event.seq % every === 0
  const others = io.to(roomId).except(victim)
  if (isHit && name === 'late') {
    setTimeout(() => io.to(roomId).emit('room:events', [event]), LATE_MS)
    return
  }
  const wrong = { ...event, data: { body: `${event.data.body}!` } }
  if (!isHit || name === 'none' || name === 'silent') io.to(roomId).emit('room:events', [event])
  else others.emit('room:events', [event])
  if (!isHit) return
  if (name === 'double') for (const twice of [1, 2]) io.to(victim).emit('room:events', [event], twice)
  if (name === 'corrupt') io.to(victim).emit('room:events', [wrong])
  if (name === 'swap') io.to(victim).emit('room:events', [{ ...event, seq: event.seq + 1 }, event])
}
