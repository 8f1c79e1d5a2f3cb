// @ts-check
// Engine.IO 4 and Socket.IO 5 framing by hand, text only: what a client needs to count deliveries cheaply.

export const PONG = '3'
export const CONNECT = '40'

/** @param {string} name @param {unknown} payload @param {number} ackId */
export function command(name, payload, ackId) {
  return `42${ackId}${JSON.stringify([name, payload])}`
}

/**
 * @typedef {{ kind: 'open' | 'ping' | 'connected' | 'other' }
 *   | { kind: 'refused', reason: unknown }
 *   | { kind: 'event', name: string, payload: any }
 *   | { kind: 'ack', id: number, reply: any }} Packet
 */

/** @param {string} text @returns {Packet} */
export function parsePacket(text) {
  if (text[0] === '0') return { kind: 'open' }
  if (text[0] === '2') return { kind: 'ping' }
  if (text[0] !== '4') return { kind: 'other' }
  if (text[1] === '2') {
    const [name, payload] = JSON.parse(text.slice(text.indexOf('[')))
    return { kind: 'event', name, payload }
  }
  if (text[1] === '3') {
    const start = text.indexOf('[')
    return { kind: 'ack', id: Number(text.slice(2, start)), reply: JSON.parse(text.slice(start))[0] }
  }
  if (text[1] === '0') return { kind: 'connected' }
  if (text[1] === '4') return { kind: 'refused', reason: JSON.parse(text.slice(2)) }
  return { kind: 'other' }
}

const RECENT = 256
/** @type {Map<string, Packet>} */
const recent = new Map()

/** The same, but a broadcast, which comes to every socket of a process alike, is parsed once. @param {string} text @returns {Packet} */
export function readPacket(text) {
  if (!text.startsWith('42[')) return parsePacket(text)
  const known = recent.get(text)
  if (known) return known
  const packet = parsePacket(text)
  if (recent.size === RECENT) recent.clear()
  recent.set(text, packet)
  return packet
}
