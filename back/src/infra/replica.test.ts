import { beforeEach, expect, test, vi } from 'vitest'
import type { Config } from '../config.js'
import { ChatError } from '../errors.js'
import type { Logger } from '../logger.js'
import type { Client, Postgres } from './postgres.js'
import { Replica } from './replica.js'

const answering = (row: object) => ({ $queryRaw: async () => [row] }) as unknown as Client
const secondary = answering({ caughtUp: true })
const primary = answering({ position: '0/1' })
const TOO_SLOW = Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' })

vi.mock('./postgres.js', async (original) => ({
  ...(await original<object>()),
  clientOf: () => [secondary, { on: () => undefined }],
}))

let replica: Replica
beforeEach(() => {
  const config = { DATABASE_REPLICA_URL: 'postgresql://replica' } as Config
  const logger = { warn: () => undefined } as unknown as Logger
  replica = new Replica({ client: primary } as unknown as Postgres, config, logger)
})

/** Who was read, in turns. `fail` says what goes wrong at the replica. */
async function readersOf(fail: () => never): Promise<string[]> {
  const read: string[] = []
  const at = async (client: Client) => {
    read.push(client === secondary ? 'replica' : 'primary')
    if (client === secondary) fail()
  }
  await replica.read(at).catch((error: unknown) => read.push((error as Error).message))
  await replica.read(at).catch((error: unknown) => read.push((error as Error).message))
  return read
}

test('what a replica is too slow for the primary reads, and the next ones too', async () => {
  const readers = await readersOf(() => {
    throw TOO_SLOW
  })
  expect(readers).toEqual(['replica', 'primary', 'primary'])
})

test('what Papo itself says of a read is not asked of the primary once more', async () => {
  const readers = await readersOf(() => {
    throw new ChatError('unavailable', 'too long')
  })
  expect(readers).toEqual(['replica', 'too long', 'replica', 'too long'])
})
