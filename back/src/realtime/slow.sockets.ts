import { Inject, Injectable } from '@nestjs/common'
import type { ServerResponse } from 'node:http'
import { measures } from '../infra/measures.js'
import { LOGGER, type Logger } from '../logger.js'
import type { Io, Socket } from './channels.js'
import { Connections } from './connections.js'

/** What may wait for a client that does not read; it is cut off at the first frame beyond either. */
export const MAX_WAITING_FRAMES = 2_000
export const MAX_WAITING_BYTES = 4 * 1_024 * 1_024

type Connection = Socket['conn']
type Packet = { data?: string | Buffer }
// What Engine.IO and ws have and do not declare: of a WebSocket what waits in it, of polling the answer under way.
type Inside = {
  writeBuffer?: unknown[]
  transport: { socket?: { bufferedAmount: number; terminate: () => void }; res?: ServerResponse }
}
const insideOf = (conn: Connection) => conn as unknown as Inside

/**
 * Closes the connections of clients that do not read: what waits for them costs everyone's memory. They catch up when
 * they return. Each frame is counted as it begins to wait, so nothing can pile up between two looks; and one frame may
 * be of any size, as long as little waits before it.
 */
@Injectable()
export class SlowSockets {
  /** What waits in Engine.IO's own queue, in characters. */
  private readonly queued = new WeakMap<Connection, number>()
  /** Answers to polls that were not read yet, and their sizes. */
  private readonly unread = new WeakMap<Connection, Map<ServerResponse, number>>()
  private readonly onPacket: (this: Connection, packet: Packet) => void

  constructor(
    private readonly connections: Connections,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const count = (conn: Connection, packet: Packet) => this.count(conn, packet)
    // One function for all connections: a closure for each would be memory for each.
    this.onPacket = function (packet) {
      count(this, packet)
    }
  }

  attach(io: Io): void {
    io.engine.on('flush', (conn: Connection) => this.flushed(conn))
  }

  watch({ conn }: Socket): void {
    conn.on('packetCreate', this.onPacket)
  }

  private count(conn: Connection, { data }: Packet): void {
    const { writeBuffer = [], transport } = insideOf(conn)
    const queued = this.queued.get(conn) ?? 0
    let bytes = queued + (transport.socket?.bufferedAmount ?? 0)
    for (const size of this.unread.get(conn)?.values() ?? []) bytes += size
    if (writeBuffer.length >= MAX_WAITING_FRAMES || bytes > MAX_WAITING_BYTES)
      return this.cutOff(conn, { frames: writeBuffer.length, bytes })
    if (data) this.queued.set(conn, queued + data.length)
  }

  /** The queue goes to the transport: a WebSocket counts it from here on, an answer to a poll does not. */
  private flushed(conn: Connection): void {
    const { res } = insideOf(conn).transport
    const size = this.queued.get(conn) ?? 0
    this.queued.delete(conn)
    if (!res || size === 0) return
    const unread = this.unread.get(conn) ?? new Map<ServerResponse, number>()
    this.unread.set(conn, unread.set(res, size))
    res.once('close', () => unread.delete(res))
  }

  private cutOff(conn: Connection, waiting: { frames: number; bytes: number }): void {
    const [socket] = [...this.connections.all()].filter((one) => one.conn === conn)
    this.logger.warn({ userId: socket?.data.userId, ...waiting }, 'slow socket closed')
    measures.slow.rise()
    const { socket: webSocket } = insideOf(conn).transport
    conn.close(true)
    // ws would keep all of it for another half minute, waiting for a goodbye.
    webSocket?.terminate()
    for (const response of this.unread.get(conn)?.keys() ?? []) response.destroy()
  }
}
