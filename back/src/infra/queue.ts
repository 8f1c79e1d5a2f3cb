import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationShutdown,
} from '@nestjs/common'
import {
  type Job,
  type JobsOptions,
  Queue as BullQueue,
  type QueueOptions,
  type RedisOptions,
  Worker as BullWorker,
  type WorkerOptions,
} from 'bullmq'
import { LOGGER, type Logger } from '../logger.js'
import { Redis } from './redis.js'
import { measures } from './measures.js'

// Braces keep all keys of BullMQ in one slot of a Redis Cluster.
const PREFIX = '{bull}'
const STATES = ['waiting', 'active', 'delayed', 'failed'] as const
export type { Job, BullQueue, JobsOptions }
export type QueueCounts = Record<(typeof STATES)[number], number> & { name: string }

/** Makes BullMQ's queues and workers, and closes them in the right order. */
@Injectable()
export class Queues implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly queues: BullQueue[] = []
  private readonly workers: BullWorker[] = []

  constructor(
    private readonly redis: Redis,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  queue(name: string, options: Omit<QueueOptions, 'connection' | 'prefix'> = {}): BullQueue {
    // A producer never waits: what it could not add, the sweeper finds.
    const connection = this.connection({ enableOfflineQueue: false, maxRetriesPerRequest: 1 })
    const queue = new BullQueue(name, { ...options, prefix: PREFIX, connection })
    queue.on('error', (error) => this.logger.warn({ queue: name, reason: error.message }, 'queue'))
    this.queues.push(queue)
    return queue
  }

  worker(
    name: string,
    work: (job: Job) => Promise<unknown>,
    options: Omit<WorkerOptions, 'connection' | 'prefix'>,
  ) {
    const connection = this.connection({ maxRetriesPerRequest: null })
    const worker = new BullWorker(name, work, { ...options, prefix: PREFIX, connection })
    worker.on('error', (error) => this.logger.warn({ queue: name, reason: error.message }, 'worker'))
    worker.on('completed', () => measures.jobs.add(name, 'completed'))
    worker.on('failed', (job, error) => {
      const isLast = !job || job.attemptsMade >= (job.opts.attempts ?? 1)
      const [level, text] = isLast
        ? (['error', 'job failed'] as const)
        : (['warn', 'job tried again'] as const)
      measures.jobs.add(name, isLast ? 'failed' : 'tried again')
      this.logger[level]({ queue: name, job: job?.name, err: error }, text)
    })
    this.workers.push(worker)
    return worker
  }

  /** How many jobs are where. @throws while Redis is away */
  async depths(): Promise<{ queue: string; state: string; jobs: number }[]> {
    const counts = await Promise.all(
      this.queues.map(async (queue) => ({ queue: queue.name, of: await queue.getJobCounts(...STATES) })),
    )
    return counts.flatMap(({ queue, of }) => STATES.map((state) => ({ queue, state, jobs: of[state] ?? 0 })))
  }

  /** The same of queues by name, whether this process has them or not. @throws while Redis is away */
  async countsOf(names: string[]): Promise<QueueCounts[]> {
    const { hot } = this.redis
    return Promise.all(
      names.map(async (name) => {
        const keyOf = (part: string) => `${PREFIX}:${name}:${part}`
        const lists = ['wait', 'paused', 'active'].map((part) => hot.llen(keyOf(part)))
        const sets = ['prioritized', 'delayed', 'failed'].map((part) => hot.zcard(keyOf(part)))
        const counts = await Promise.all([...lists, ...sets])
        const [wait = 0, paused = 0, active = 0, prioritized = 0, delayed = 0, failed = 0] = counts
        return { name, waiting: wait + paused + prioritized, active, delayed, failed }
      }),
    )
  }

  /** The names of those that this process adds to or takes from. */
  get names(): string[] {
    return [...new Set([...this.queues, ...this.workers].map(({ name }) => name))]
  }

  /** Of those that take jobs: the names of what stopped taking any. */
  get stopped(): string[] {
    return this.workers.filter((worker) => !worker.isRunning()).map(({ name }) => name)
  }

  /** Jobs are finished while everything that they need is still there. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.workers.map((worker) => worker.close()))
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.queues.map((queue) => queue.close()))
  }

  /** All keys are in one slot, so BullMQ talks to one server also on a cluster. */
  private connection(options: RedisOptions): QueueOptions['connection'] {
    return { ...this.redis.place(PREFIX), ...options } as RedisOptions
  }
}
