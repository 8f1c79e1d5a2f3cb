// @ts-check
import { randomBytes } from 'node:crypto'

/**
 * Small seeded generator (mulberry32), so that a run's texts and times can be repeated.
 * @param {number} seed
 * @returns {() => number} from 0 to 1
 */
export function seededRandom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

// What breaks careless encoders: quotes, escapes, markup, large numbers, other scripts, four-byte characters.
const PIECES = [
  'hello',
  ' ',
  '"',
  '\\',
  '</b>',
  '{"a":[]}',
  '1e+14',
  'ção',
  'щи',
  '漢字',
  '😀',
  '\n',
  '\t',
  '%00',
  "'",
]

/**
 * A message text that begins with its number, so that no two are equal, and has exactly `size` code points.
 * @param {() => number} random
 * @param {number} size
 * @param {string} label
 */
export function randomText(random, size, label) {
  const points = [...`${label} `]
  while (points.length < size) points.push(...(PIECES[Math.floor(random() * PIECES.length)] ?? ''))
  points.length = size
  points[size - 1] = '.'
  return points.join('')
}

/** UUID version 7: what the server's fast path wants for a `clientId`. */
export function uuidV7(nowMs = Date.now()) {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(nowMs, 0, 6)
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
