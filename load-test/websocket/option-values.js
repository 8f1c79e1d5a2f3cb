// @ts-check
export class UsageError extends Error {}

/** @param {string} text */
export function origin(text) {
  if (!URL.canParse(text)) throw new UsageError(`--url ${text} is not a URL`)
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new UsageError('--url must be http or https')
  return url.origin
}

/** @param {string} name @param {string} text @param {[min: number, max: number]} range */
export function number(name, text, [min, max]) {
  const value = Number(text)
  if (text.trim() === '' || !(value >= min && value <= max))
    throw new UsageError(`--${name} must be from ${min} to ${max}, not ${text}`)
  return value
}

/** @param {string} name @param {string} text @param {[min: number, max: number]} range */
export function integer(name, text, range) {
  const value = number(name, text, range)
  if (!Number.isInteger(value)) throw new UsageError(`--${name} must be a whole number, not ${text}`)
  return value
}

const MS = { s: 1000, m: 60_000, h: 3_600_000 }

/** @param {string} name @param {string} text @param {number} minSeconds @returns {number} milliseconds */
export function time(name, text, minSeconds) {
  const match = /^(\d+(?:\.\d+)?)(s|m|h)?$/.exec(text)
  if (!match) throw new UsageError(`--${name} must look like 30, 30s, 2m or 8h, not ${text}`)
  const ms = Number(match[1]) * MS[/** @type {keyof typeof MS} */ (match[2] ?? 's')]
  if (ms < minSeconds * 1000) throw new UsageError(`--${name} must be at least ${minSeconds} s`)
  return ms
}

/**
 * One value, or two with a hyphen between them.
 * @param {string} name @param {string} text
 * @param {(text: string) => number} read
 * @returns {[low: number, high: number]}
 */
export function range(name, text, read) {
  const parts = text.split('-')
  const [low, high = low] = parts.map(read)
  if (low === undefined || high === undefined || parts.length > 2 || high < low)
    throw new UsageError(`--${name} must be one value or a range such as 40-400, not ${text}`)
  return [low, high]
}

/** `100,20x5`: one of a hundred, five of twenty. @param {string} name @param {string} text @param {number} max */
export function sizes(name, text, max) {
  return text.split(',').flatMap((part) => {
    const [size = '', times = '1'] = part.split('x')
    const members = integer(name, size, [1, max])
    return Array.from({ length: integer(name, times, [1, max]) }, () => members)
  })
}

/** @param {string} text @returns {{ name?: string, pid: number }[] | 'found' | 'none'} */
export function watch(text) {
  if (text === 'found' || text === 'none') return text
  return text.split(',').map((part) => {
    const [pid = '', name] = part.split('=').reverse()
    return { pid: integer('watch', pid, [1, 2 ** 22]), ...(name && { name }) }
  })
}
