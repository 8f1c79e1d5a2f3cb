const WAIT_MAX_MS = 60 * 60_000

/** The pause that a server asks for by `Retry-After`: seconds, or a date. At most an hour. */
export function retryAfterOf(header: string | undefined, now: Date): number | undefined {
  if (!header) return undefined
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now.getTime()
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), WAIT_MAX_MS) : undefined
}

const FIRST_WAIT_MS = 2_000

/** Before the next attempt: twice as long each time, never all at the same moment, and at least what was asked for. */
export function waitMs(attempts: number, askedMs = 0): number {
  const grown = FIRST_WAIT_MS * 2 ** (attempts - 1)
  return Math.max(askedMs, grown * (0.5 + Math.random() / 2)) + Math.random() * 500
}
