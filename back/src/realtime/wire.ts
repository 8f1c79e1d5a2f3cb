import type { ServerEventPayload, ServerToClient } from '@papo/contract'
import { emitAny, type Io, type Socket } from './channels.js'
import { frameOf } from './frame.js'

type Stream = { writableLength: number; write: (frame: Buffer) => void }
// What Engine.IO and ws have and do not declare.
type Connection = {
  readyState: string
  writeBuffer: unknown[]
  transport: { name: string; writable: boolean; socket?: { _socket?: Stream | null } }
}
/** `stream`: of a WebSocket, once it is one; it stays one to its end. */
type Line = { socket: Socket; connection: Connection; stream: Stream | undefined }

const NOBODY: Line[] = []

/**
 * Sends to every socket of a channel on this instance. The frame is built once and written straight to the sockets that
 * have nothing waiting; the others, and those that poll, get it by the stock way and in order.
 */
export class Wire {
  /** Who is in a channel, as of its last change: to look each up again for each frame takes longer than the rest. */
  private readonly lists = new Map<string, Line[]>()

  constructor(readonly io: Io) {
    const { adapter } = io.of('/')
    for (const change of ['join-room', 'leave-room'])
      adapter.on(change, (channel: string) => this.lists.delete(channel))
  }

  send<E extends keyof ServerToClient>(channel: string, event: E, payload: ServerEventPayload<E>): void {
    const lines = this.list(channel)
    if (lines.length === 0) return
    const frame = frameOf([event, payload])
    for (const line of lines) if (!write(line, frame)) emitAny(line.socket, event, payload)
  }

  private list(channel: string): Line[] {
    const known = this.lists.get(channel)
    if (known) return known
    const { adapter, sockets: all } = this.io.of('/')
    const ids = adapter.rooms.get(channel)
    if (!ids) return NOBODY
    const sockets = [...ids].map((id) => all.get(id)).filter((socket) => socket !== undefined)
    const lines = sockets.map((socket) => {
      const connection = socket.conn as unknown as Connection
      return { socket, connection, stream: streamOf(connection) }
    })
    this.lists.set(channel, lines)
    return lines
  }
}

const streamOf = ({ transport: { name, socket } }: Connection): Stream | undefined =>
  (name === 'websocket' && socket?._socket) || undefined

/** @returns false for a connection that must get it by the stock way */
function write(line: Line, frame: Buffer): boolean {
  const { connection } = line
  const idle = connection.writeBuffer.length === 0 && connection.transport.writable
  if (!idle || connection.readyState !== 'open') return false
  // Who polled when the list was made may have moved to a WebSocket.
  const stream = (line.stream ??= streamOf(connection))
  if (stream?.writableLength !== 0) return false
  stream.write(frame)
  return true
}
