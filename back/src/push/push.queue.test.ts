import { expect, test } from 'vitest'
import type { Queues } from '../infra/queue.js'
import type { Logger } from '../logger.js'
import { type PushJob, PushQueue } from './push.queue.js'

const job = { userId: 'alice', roomId: 'room', seq: 1, unread: 1 }
const plain: PushJob = { ...job, deviceId: 'phone', urgent: false }
const meant: PushJob = { ...job, deviceId: 'tablet', urgent: true }

/** Which devices get a letter while so many wait. */
async function addedBehind(waiting: number): Promise<string[]> {
  const added: string[] = []
  const bull = {
    count: () => Promise.resolve(waiting),
    addBulk: (jobs: { data: PushJob }[]) =>
      Promise.resolve(added.push(...jobs.map(({ data }) => data.deviceId))),
  }
  const logger = { warn: () => undefined } as unknown as Logger
  await new PushQueue({ queue: () => bull } as unknown as Queues, logger).add([plain, meant])
  return added
}

test('however many are told of a message, their letters do not fill Redis', async () => {
  expect(await addedBehind(0)).toEqual(['phone', 'tablet'])
  expect(await addedBehind(20_000)).toEqual(['tablet'])
  expect(await addedBehind(60_000)).toEqual([])
})
