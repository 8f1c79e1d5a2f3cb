// @ts-check

/** @typedef {{ firstMs: number, maxMs: number, jitter: number }} Manners */

/** How the web app comes back (front/src/socket.ts), and how socket.io-client does by itself. */
export const MANNERS = /** @type {const} */ ({
  papo: { firstMs: 1_000, maxMs: 10_000, jitter: 0.9 },
  bare: { firstMs: 1_000, maxMs: 5_000, jitter: 0.5 },
})

/**
 * The pause before an attempt, as socket.io-client reckons it: doubled each time, more or less by a random part.
 * @param {Manners} manners
 * @param {number} failures before this attempt
 * @param {number} random from 0 to 1
 */
export function returnDelayMs({ firstMs, maxMs, jitter }, failures, random) {
  const meantMs = firstMs * 2 ** failures
  const sign = Math.floor(random * 10) % 2 === 0 ? -1 : 1
  return Math.min(maxMs, meantMs + sign * random * jitter * meantMs)
}
