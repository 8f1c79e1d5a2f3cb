import { expect, test } from 'vitest'
import type { Config } from '../config.js'
import type { PresenceReader } from '../presence/presence.reader.js'
import { DigestService } from './digest.service.js'
import type { DigestStore } from './digest.store.js'
import type { DigestJob, MailQueue } from './mail.queue.js'
import type { Mailer } from './mailer.js'

const job: DigestJob = { userId: 'alice', from: '2026-01-01T00:00:00.000Z', till: '2026-01-02T00:00:00.000Z' }

test('whose letter cannot be handed on is not taken for written to', async () => {
  const written: string[] = []
  const store = {
    due: (after: string) => Promise.resolve(after === job.userId ? [] : [job]),
    // As a transaction does it: what `handOn` throws undoes the mark.
    claim: async (userIds: string[], handOn: (claimed: Set<string>) => Promise<void>) => {
      await handOn(new Set(userIds))
      written.push(...userIds)
    },
  }
  const presence = { of: () => Promise.resolve(new Map()) }
  const queued: DigestJob[] = []
  const looking = (addDigests: (jobs: DigestJob[]) => Promise<void>) =>
    new DigestService(
      store as unknown as DigestStore,
      presence as unknown as PresenceReader,
      { addDigests } as unknown as MailQueue,
      {} as Mailer,
      { FRONTEND_URL: [] } as unknown as Config,
    ).look()
  await expect(looking(() => Promise.reject(new Error('Redis is away')))).rejects.toThrow('Redis is away')
  expect(written).toEqual([])
  await looking((jobs) => Promise.resolve(void queued.push(...jobs)))
  expect([written, queued]).toEqual([['alice'], [job]])
})
