import { expect, test } from 'vitest'
import type { Queues } from '../infra/queue.js'
import { FollowQueues } from './follow.queues.js'

type Options = { defaultJobOptions: { attempts: number; backoff: { delay: number; jitter: number } } }

test('what is due about a message outlives a database that is away for minutes', () => {
  const made: Options[] = []
  new FollowQueues({ queue: (_name: string, options: Options) => made.push(options) } as unknown as Queues)
  expect(made).toHaveLength(2)
  for (const { defaultJobOptions } of made) {
    const { attempts, backoff } = defaultJobOptions
    const waits = Array.from(
      { length: attempts - 1 },
      (_, i) => backoff.delay * 2 ** i * (1 - backoff.jitter),
    )
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(4 * 60_000)
  }
})
