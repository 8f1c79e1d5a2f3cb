import type { RoomEvent } from '@papo/contract'
import { measures } from '../infra/measures.js'
import { traceDelivery } from '../infra/message.traces.js'
import { recording } from '../infra/tracing.js'
import type { Io } from './channels.js'

const FIN_TEXT = 0x81
const SHORT = 126
const MEDIUM = 0x1_0000
/** Engine.IO's "message" and Socket.IO's "event" in the default namespace. */
const EVENT = '42'

/** A WebSocket frame of one Socket.IO event, unmasked as a server sends it (RFC 6455, 5.2). */
export function frameOf(data: [event: string, payload: unknown]): Buffer {
  const text = EVENT + JSON.stringify(data)
  const length = Buffer.byteLength(text)
  const offset = length < SHORT ? 2 : length < MEDIUM ? 4 : 10
  const frame = Buffer.allocUnsafe(offset + length)
  frame[0] = FIN_TEXT
  if (offset === 2) frame[1] = length
  else if (offset === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  frame.write(text, offset)
  return frame
}

// What Engine.IO and ws have and do not declare.
type WebSocketTransport = {
  name: string
  writable: boolean
  socket?: { bufferedAmount: number; _socket?: { write: (frame: Buffer) => void } }
}
type Connection = { readyState: string; writeBuffer: unknown[]; transport: WebSocketTransport }

/**
 * Sends room events to every socket of a channel on this instance. The frame is built once and written straight
 * to the sockets that have nothing waiting; the others, and those that poll, get it by the stock way and in order.
 */
export function writeEvents(io: Io, channel: string, events: RoomEvent[]): void {
  const { adapter, sockets } = io.of('/')
  const ids = adapter.rooms.get(channel)
  if (!ids) return
  measures.eventsOut.rise(events.length * ids.size)
  if (events[0]) measures.delivery.observe((Date.now() - Date.parse(events[0].at)) / 1_000)
  const frame = frameOf(['room:events', events])
  for (const id of ids) {
    const socket = sockets.get(id)
    if (!socket) continue
    const { readyState, writeBuffer, transport } = socket.conn as unknown as Connection
    const { socket: webSocket } = transport
    const idle = readyState === 'open' && transport.writable && writeBuffer.length === 0
    if (idle && transport.name === 'websocket' && webSocket?.bufferedAmount === 0 && webSocket._socket)
      webSocket._socket.write(frame)
    else socket.emit('room:events', events)
  }
  const recorder = recording()
  if (recorder) traceDelivery(recorder, events, ids.size)
}
