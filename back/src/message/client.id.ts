import { createHash } from 'node:crypto'

const FRESH_MS = 30 * 60_000
/** A clock may be this much ahead of ours; more, and the id would look young for too long. */
const AHEAD_MS = 60_000

/**
 * When a clientId was made, if it is a UUIDv7 of the last half hour. Redis remembers a clientId for an hour
 * after it is persisted, so a fresh one needs no look into PostgreSQL; undefined: it does.
 */
export function freshSince(clientId: string, nowMs = Date.now()): number | undefined {
  if (clientId[14] !== '7') return undefined
  const madeAtMs = Number.parseInt(clientId.slice(0, 8) + clientId.slice(9, 13), 16)
  return madeAtMs > nowMs - FRESH_MS && madeAtMs < nowMs + AHEAD_MS ? madeAtMs : undefined
}

/** Tells two requests with one clientId apart. */
export const digestOf = (type: string, asked: object): string =>
  createHash('sha256')
    .update(JSON.stringify([type, asked]))
    .digest('base64url')
    .slice(0, 22)
