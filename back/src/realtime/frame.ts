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
