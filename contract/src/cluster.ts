import { z } from 'zod'
import { FLOW } from './limits.js'
import { timestamp } from './scalars.js'

const count = z.int().nonnegative()
const figure = z.number().nonnegative()
/** What every process says of itself. */
const processFigures = z.strictObject({
  name: z.string(),
  version: z.string(),
  host: z.string(),
  startedAt: timestamp,
  /** Whether it takes new work. */
  ready: z.boolean(),
  /** Why it does not, as `/health/ready` says it. */
  problems: z.array(z.string()),
  /** By which the event loop was late, 99 times of 100, within the last two seconds. */
  loopDelayMs: figure,
  memoryBytes: count,
  /** Of one core. */
  cpuShare: figure,
})
export type ProcessFigures = z.infer<typeof processFigures>

export const instanceFigures = processFigures.extend({
  /** Where it listens, as far as it knows. */
  address: z.string().optional(),
  /** An administrator drains it, or it is about to end: it takes nobody new, and its people leave. */
  draining: z.boolean(),
  sockets: count,
  people: count,
  /** With somebody here. */
  rooms: count,
  /** Events of those rooms that PostgreSQL does not have yet. */
  unpersisted: count,
  /** The latest two minutes, a step every two seconds: events that came in here, and deliveries to sockets, per second. */
  flow: z.array(z.tuple([figure, figure])).max(FLOW.steps),
})
export type InstanceFigures = z.infer<typeof instanceFigures>

export const workerFigures = processFigures.extend({
  /** Of its time that it spent storing. */
  busyShare: z.number().min(0).max(1),
  storedPerSecond: figure,
  /** From an event's acceptance to its commit; absent when it stored nothing within the last two seconds. */
  lagMs: figure.optional(),
})
export type WorkerFigures = z.infer<typeof workerFigures>

/** A server of Redis that takes writes; what it does not tell is absent. */
const redisNode = z.strictObject({
  address: z.string(),
  role: z.string(),
  memoryBytes: count,
  /** Absent: none. */
  memoryLimitBytes: count.optional(),
  /** What it does when that is reached; anything but `noeviction` loses messages. */
  eviction: z.string().optional(),
  /** Whether it writes what it is told to its append-only file. */
  appendOnly: z.enum(['on', 'off', 'failing']).optional(),
  operationsPerSecond: count.optional(),
  replicas: z.array(
    z.strictObject({ address: z.string(), online: z.boolean(), lagSeconds: count.optional() }),
  ),
})
export type RedisNode = z.infer<typeof redisNode>

const queue = z.strictObject({
  name: z.string(),
  waiting: count,
  active: count,
  delayed: count,
  failed: count,
})

/** The processes that live and what they stand on. */
export const cluster = z.strictObject({
  at: timestamp,
  instances: z.array(instanceFigures),
  workers: z.array(workerFigures),
  redis: z.array(redisNode),
  queues: z.array(queue),
})
export type ClusterView = z.infer<typeof cluster>
