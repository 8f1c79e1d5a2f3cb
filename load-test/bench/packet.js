// @ts-check
// What the systems speak, by hand and as text only: what a client needs to count deliveries cheaply.

/**
 * @typedef {{ kind: 'open' | 'ping' | 'connected' | 'other' }
 *   | { kind: 'refused', reason: unknown }
 *   | { kind: 'event', name: string, payload: any }
 *   | { kind: 'ack', id: number, reply: any }} Packet
 * @typedef {{ path: string, first?: string, greeting?: string, pong: string, command: (name: string, payload: any, id: number) => string,
 *   read: (text: string) => Packet[] }} Language `first`: what a client says first, `greeting`: what it answers an open connection
 */

/** Engine.IO 4 and Socket.IO 5. @type {Language} */
export const SOCKET_IO = {
  path: '/socket.io/?EIO=4&transport=websocket',
  greeting: '40',
  pong: '3',
  command: (name, payload, id) => `42${id}${JSON.stringify([name, payload])}`,
  read: (text) => [readPacket(text)],
}

/** Its own commands come after the first one, by which a client connects. */
const CONNECTS = 1
/** What is published is the payload, in the channel of its room. */
const COMMANDS = /** @type {Record<string, (payload: any) => object>} */ ({
  subscribe: (channel) => ({ subscribe: { channel } }),
  publish: (data) => ({ publish: { channel: data.roomId, data } }),
})

/** Centrifugo's, of JSON lines. @type {Language} */
export const CENTRIFUGE = {
  path: '/connection/websocket',
  first: JSON.stringify({ id: CONNECTS, connect: {} }),
  pong: '{}',
  command: (name, payload, id) => JSON.stringify({ id: id + CONNECTS + 1, ...COMMANDS[name]?.(payload) }),
  read: (text) => text.trim().split('\n').map(readLine),
}

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

/** @param {string} line @returns {Packet} */
function parseLine(line) {
  const { id, error, push } = JSON.parse(line)
  if (push)
    return push.pub ? { kind: 'event', name: 'publication', payload: push.pub.data } : { kind: 'other' }
  if (id === undefined) return { kind: 'ping' }
  if (id === CONNECTS) return error ? { kind: 'refused', reason: error } : { kind: 'connected' }
  return { kind: 'ack', id: id - CONNECTS - 1, reply: error ? { ok: false, error } : { ok: true } }
}

/** More than are under way. */
const BROADCASTS_KEPT = 2_048

const readPacket = once(parsePacket, '42[')
const readLine = once(parseLine, '{"push"')

/**
 * Reads what begins so once, however many sockets of a process it comes to: it is a broadcast, the same for all.
 * @param {(text: string) => Packet} parse
 * @param {string} beginning
 */
function once(parse, beginning) {
  /** @type {Map<string, Packet>} */
  const recent = new Map()
  return (/** @type {string} */ text) => {
    if (!text.startsWith(beginning)) return parse(text)
    const known = recent.get(text)
    if (known) return known
    const packet = parse(text)
    if (recent.size === BROADCASTS_KEPT) recent.clear()
    recent.set(text, packet)
    return packet
  }
}
