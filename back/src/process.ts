import type { INestApplicationContext } from '@nestjs/common'
import { migrateDeploy } from '../../prisma/migrate.mjs'
import type { Config } from './config.js'
import type { Logger } from './logger.js'

/** Brings the database to this version's schema; safe when many processes start at once. */
export async function migrate(config: Config, logger: Logger): Promise<void> {
  await migrateDeploy(config.DATABASE_URL, config.MIGRATIONS_DIR, (line) =>
    logger.info({ migration: line }, 'migrated'),
  )
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
