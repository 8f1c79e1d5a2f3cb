// @ts-check
// B1: what a competent engineer gets in thirty lines. No accounts, no membership, no order, nothing kept.
import { createServer } from 'node:http'
import { env } from 'node:process'
import { createAdapter } from '@socket.io/redis-adapter'
import { Redis } from 'ioredis'
import { Server } from 'socket.io'

const publisher = new Redis(env['REDIS_URL'] ?? '')
const http = createServer((_, response) => response.end()) // a proxy asks whether we live
const io = new Server(http, { adapter: createAdapter(publisher, publisher.duplicate()) })

io.on('connection', (socket) => {
  socket.on('join', (roomId, ack) => {
    void socket.join(roomId)
    ack({ ok: true })
  })
  socket.on('message', (message, ack) => {
    io.to(message.roomId).emit('message', message)
    ack({ ok: true })
  })
})

http.listen(Number(env['PORT']), '127.0.0.1', () => console.log('"msg":"listening"'))
