import { Inject, Injectable } from '@nestjs/common'
import { CONFIG, type Config } from '../config.js'
import { Readiness } from '../health/readiness.js'
import { Postgres } from '../infra/postgres.js'
import { Redis } from '../infra/redis.js'
import { VERSION } from '../infra/version.js'
import type { Reader } from './registry.js'

/** What every process says of itself and its stores. */
@Injectable()
export class ProcessReaders {
  readonly all: Reader[]

  constructor(postgres: Postgres, redis: Redis, readiness: Readiness, @Inject(CONFIG) config: Config) {
    const build = { version: VERSION, node: process.version, process: config.INSTANCE_ID }
    this.all = [
      {
        ...info('papo_info', 'Versions, and the name that logs know this process by'),
        labels: ['version', 'node', 'process'],
        read: () => [{ value: 1, labels: build }],
      },
      { ...info('papo_ready', 'Whether this process says that it is ready'), read: () => isReady(readiness) },
      {
        ...info('papo_postgres_connections', 'The pool: connections open, idle, and calls that wait for one'),
        labels: ['state'],
        read: () =>
          Object.entries(postgres.standing()).map(([state, value]) => ({ value, labels: { state } })),
      },
      {
        ...info('papo_redis_up', 'Whether a connection to Redis stands'),
        labels: ['client'],
        read: () => redis.standing().map(({ client, up }) => ({ value: up ? 1 : 0, labels: { client } })),
      },
      {
        ...info('papo_redis_commands_waiting', 'Commands that wait for the answer of Redis'),
        labels: ['client'],
        read: () => redis.standing().map(({ client, waiting }) => ({ value: waiting, labels: { client } })),
      },
    ]
  }
}

const info = (name: string, help: string) => ({ name, help })
const isReady = async (readiness: Readiness) => ((await readiness.problems()).length === 0 ? 1 : 0)
