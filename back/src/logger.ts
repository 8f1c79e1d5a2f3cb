import type { LoggerService } from '@nestjs/common'
import { pino, type Logger } from 'pino'
import type { Config } from './config.js'
import { describe, scrubLine } from './scrub.js'

export const LOGGER = Symbol('logger')
export type { Logger }

/** JSON lines on standard output. Fields, never message text, tokens, cookies or e-mail addresses. */
export const createLogger = (config: Config, role: 'back' | 'worker'): Logger =>
  pino({
    level: config.LOG_LEVEL,
    base: { role, instance: config.INSTANCE_ID },
    formatters: { level: (level) => ({ level }) },
    serializers: { err: (error: unknown) => describe(error) },
    hooks: { streamWrite: scrubLine },
  })

/** Nest's own lines; what it says of every module and route at the start is for debugging. */
export const nestLogger = (logger: Logger): LoggerService => ({
  log: (message: unknown, context?: string) => logger.debug({ context }, String(message)),
  warn: (message: unknown, context?: string) => logger.warn({ context }, String(message)),
  error: (message: unknown, stack?: string, context?: string) =>
    logger.error({ context, stack }, String(message)),
  debug: (message: unknown, context?: string) => logger.debug({ context }, String(message)),
  verbose: (message: unknown, context?: string) => logger.trace({ context }, String(message)),
})
