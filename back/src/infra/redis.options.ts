import type { RedisOptions } from 'ioredis'

export type Options = Omit<RedisOptions, 'replyMapping'>
export type Address = { host: string; port: number }

const COMMAND_TIMEOUT_MS = 2_000
const retryStrategy = (attempt: number) =>
  Math.min(50 * 2 ** Math.min(attempt, 5), 1_000) + Math.random() * 100

// A command either runs now or fails now: the caller retries with the same clientId, so nothing may wait unseen.
export const FAIL_FAST = {
  enableOfflineQueue: false,
  autoResendUnfulfilledCommands: false,
  maxRetriesPerRequest: 0,
  commandTimeout: COMMAND_TIMEOUT_MS,
  connectTimeout: COMMAND_TIMEOUT_MS,
  // A server that vanished without a word is given up after this long.
  socketTimeout: 5_000,
  retryStrategy,
}
export const WAITING = {
  maxRetriesPerRequest: null,
  connectTimeout: COMMAND_TIMEOUT_MS,
  // For XREAD BLOCK: a server that vanished is given up a little later than its answer was due.
  blockingTimeout: 10_000,
  retryStrategy,
}
