import type { INestApplicationContext } from '@nestjs/common'
import { migrateDeploy } from '../../prisma/migrate.mjs'
import type { Config } from './config.js'
import { isUnavailable } from './errors.js'
import type { Logger } from './logger.js'

/** Brings the database to this version's schema; safe when many processes start at once. */
export async function migrate(config: Config, logger: Logger): Promise<void> {
  const log = (line: string) => logger.info({ migration: line }, 'migrated')
  await migrateDeploy(config.DATABASE_URL, config.MIGRATIONS_DIR, { log })
}

const CLOSE_WITHIN_MS = 15_000

const AGAIN_AFTER_MS = 500
const START_WITHIN_MS = 60_000

/** Repeats what the start needs while a store is away. @throws what is not the store's fault, or after a minute */
export async function untilDone(work: () => Promise<void>, logger: Logger): Promise<void> {
  for (const startedAt = performance.now(); ;) {
    try {
      return await work()
    } catch (error) {
      if (!isUnavailable(error) || performance.now() - startedAt > START_WITHIN_MS) throw error
      logger.warn({ err: error }, 'starting: a store is away')
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS))
    }
  }
}

type Drain = { drain: () => void; drainMs: number; logger: Logger }

/** On SIGTERM and SIGINT: says that it is draining, waits for the load balancer to see it, closes, ends with 0. */
export function closeOnSignals(app: INestApplicationContext, { drain, drainMs, logger }: Drain): void {
  let closing = false
  const close = (signal: NodeJS.Signals) => {
    if (closing) return
    closing = true
    logger.info({ signal }, 'closing')
    drain()
    // Whatever hangs, an orchestrator would kill us later and less kindly.
    setTimeout(() => process.exit(1), drainMs + CLOSE_WITHIN_MS).unref()
    setTimeout(() => {
      app
        .close()
        .then(() => process.exit(0))
        .catch((error: unknown) => {
          logger.error({ err: error }, 'not closed in order')
          process.exit(1)
        })
    }, drainMs)
  }
  process.on('SIGTERM', close)
  process.on('SIGINT', close)
}
