import { ERRORS, type ErrorCode, type ErrorReply, parse } from '@papo/contract'
import type { z } from 'zod'
import type { Logger } from './logger.js'

type Details = { cause?: unknown; retryAfterMs?: number; issues?: NonNullable<ErrorReply['issues']> }

/** The only error that says something to a client. */
export class ChatError extends Error {
  readonly retryAfterMs: number | undefined
  readonly issues: ErrorReply['issues'] | undefined
  constructor(
    readonly code: ErrorCode,
    message: string,
    details: Details = {},
  ) {
    super(message, { cause: details.cause })
    this.retryAfterMs = details.retryAfterMs
    this.issues = details.issues
  }
}

export const notFound = (what: string) => new ChatError('not_found', `No such ${what}.`)

/** @throws ChatError `invalid_payload` naming each field */
export function parseOrThrow<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = parse(schema, input)
  if (parsed.ok) return parsed.value
  const first = parsed.issues[0]
  const message = first ? `${first.path || 'payload'}: ${first.message}` : 'The payload is not valid.'
  throw new ChatError('invalid_payload', message, { issues: parsed.issues })
}

// What drivers throw while a store is away: node's socket errors, ioredis, pg's pool, PostgreSQL's classes 08, 40, 53 and 57, Prisma.
const AWAY = [
  /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|08|40|53|57)/,
  /^P(1001|1002|1008|1017|2024|2028|2034)$/,
]
const AWAY_MESSAGE =
  /Connection is closed|Stream isn't writeable|Command timed out|MaxRetriesPerRequest|max retries per request|Connection terminated|timeout exceeded|Query read timeout|Can't reach database|DatabaseNotReachable|ConnectionClosed|SocketTimeout|LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|UNBLOCKED|NOREPLICAS|MOVED \d|ASK \d|non local key|All sentinels are unreachable|\bOOM\b|MISCONF|server has gone|terminating connection|the database system is/i

function chain(error: unknown): unknown[] {
  const causes: unknown[] = []
  for (let e = error; e && causes.length < 5; e = (e as { cause?: unknown }).cause) causes.push(e)
  const meta = (error as { meta?: { driverAdapterError?: unknown } } | undefined)?.meta?.driverAdapterError
  return meta ? [...causes, meta, (meta as { cause?: unknown }).cause] : causes
}

/** Whether a store was away, full or too slow, so that the same call may succeed later. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof ChatError) return error.code === 'unavailable'
  return chain(error).some((e) => {
    const { code, message, originalCode, kind } = (e ?? {}) as Record<string, unknown>
    const texts = (...values: unknown[]) =>
      values.filter((value): value is string => typeof value === 'string')
    const codes = texts(code, originalCode)
    if (codes.some((c) => AWAY.some((pattern) => pattern.test(c)))) return true
    return texts(kind, message).some((text) => AWAY_MESSAGE.test(text))
  })
}

/**
 * For `catch`: instead of what Redis has no room to write, its memory or its disk being full. What is there can still be
 * read. @throws every other error
 */
export const whenFull =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (chain(error).some((e) => e instanceof Error && /\bOOM\b|MISCONF/.test(e.message))) return instead
    throw error
  }

/** Turns whatever was thrown into what may be said. Logs what was not meant to happen, and `where` as fields. */
export function toChatError(error: unknown, logger: Logger, where: object = {}): ChatError {
  if (error instanceof ChatError && error.cause === undefined) return error
  if (error instanceof ChatError && error.code !== 'unavailable') return error
  if (isUnavailable(error)) {
    logger.warn({ ...where, err: error }, 'a store is unavailable')
    return new ChatError('unavailable', 'Not reachable at the moment, try again.', { cause: error })
  }
  logger.error({ ...where, err: error }, 'unexpected error')
  return new ChatError('internal', 'Something went wrong.', { cause: error })
}

export function toReply(error: ChatError): ErrorReply {
  const { code, message, retryAfterMs, issues } = error
  return {
    code,
    message,
    retryable: ERRORS[code].retryable,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(issues ? { issues } : {}),
  }
}
