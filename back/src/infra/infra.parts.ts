import type { Provider } from '@nestjs/common'
import { CONFIG, type Config } from '../config.js'
import { LOGGER, type Logger } from '../logger.js'
import { Errands } from './errands.js'
import { Postgres, POSTGRES_OPTIONS, type PostgresOptions } from './postgres.js'
import { Queues } from './queue.js'
import { Redis } from './redis.js'
import { Replica } from './replica.js'
import { Tracing } from './tracing.js'

/** What every process has. */
export const infraProviders = (config: Config, logger: Logger, postgres: PostgresOptions): Provider[] => [
  { provide: CONFIG, useValue: config },
  { provide: LOGGER, useValue: logger },
  { provide: POSTGRES_OPTIONS, useValue: postgres },
  ...[Postgres, Replica, Redis, Queues, Tracing, Errands],
]
