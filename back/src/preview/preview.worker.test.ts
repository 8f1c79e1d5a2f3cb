import { DelayedError } from 'bullmq'
import { expect, test } from 'vitest'
import type { Job, Queues } from '../infra/queue.js'
import { NotYet } from './page.service.js'
import type { PreviewService } from './preview.service.js'
import { PreviewWorker } from './preview.worker.js'

const MINUTE_MS = 60_000
type Attach = (roomId: string, seq: number, how: { late: boolean }) => Promise<void>

/** Does a job that was made so long ago. */
async function work(minutesOld: number, attach: Attach): Promise<unknown> {
  let take: ((job: Job) => Promise<unknown>) | undefined
  const queues = { worker: (_name: string, given: (job: Job) => Promise<unknown>) => (take = given) }
  new PreviewWorker(
    queues as unknown as Queues,
    { attach } as unknown as PreviewService,
  ).onApplicationBootstrap()
  const timestamp = Date.now() - minutesOld * MINUTE_MS
  const job = {
    data: { roomId: 'room', seq: 1 },
    timestamp,
    attemptsStarted: 1,
    moveToDelayed: () => Promise.resolve(),
  }
  return take?.(job as unknown as Job)
}

test('after a quarter of an hour a message gets no new preview, and still loses one whose link is gone', async () => {
  const late: boolean[] = []
  const attach: Attach = (_roomId, _seq, how) => Promise.resolve(void late.push(how.late))
  await work(14, attach)
  await work(16, attach)
  expect(late).toEqual([false, true])
})

test('a page that somebody else asks for just now is waited for', async () => {
  await expect(work(1, () => Promise.reject(new NotYet()))).rejects.toThrow(DelayedError)
})
