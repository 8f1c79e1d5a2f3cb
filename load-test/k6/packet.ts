// Engine.IO 4 and Socket.IO 5, as far as text over one WebSocket goes. Imports only what k6 can load: relative files.
import type { CommandName, ServerEventName } from '../../contract/src/names.ts'

export const PONG = '3'
/** Opens the namespace `/`. */
export const CONNECT = '40'

export type Packet =
  | { kind: 'open' | 'ping' | 'connected' | 'disconnected' | 'other' }
  | { kind: 'refused'; reason: { message: string } }
  | { kind: 'event'; name: ServerEventName; payload: unknown }
  | { kind: 'ack'; id: number; reply: unknown }

export function command(name: CommandName, payload: unknown, ackId: number) {
  return `42${ackId}${JSON.stringify([name, payload])}`
}

export function parsePacket(text: string): Packet {
  if (text[0] === '0') return { kind: 'open' }
  if (text[0] === '2') return { kind: 'ping' }
  return text[0] === '4' ? parseMessage(text) : { kind: 'other' }
}

function parseMessage(text: string): Packet {
  const start = text.indexOf('[')
  switch (text[1]) {
    case '0':
      return { kind: 'connected' }
    case '1':
      return { kind: 'disconnected' }
    case '2': {
      const [name, payload] = JSON.parse(text.slice(start)) as [ServerEventName, unknown]
      return { kind: 'event', name, payload }
    }
    case '3': {
      const [reply] = JSON.parse(text.slice(start)) as [unknown]
      return { kind: 'ack', id: Number(text.slice(2, start)), reply }
    }
    case '4':
      return { kind: 'refused', reason: JSON.parse(text.slice(2)) as { message: string } }
    default:
      return { kind: 'other' }
  }
}
