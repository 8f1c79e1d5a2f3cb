import { pino, type Logger } from 'pino'
import type { Config } from './config.js'

export const LOGGER = Symbol('logger')
export type { Logger }

/** JSON lines on standard output. Fields, never message text, tokens or cookies. */
export const createLogger = (config: Config, role: 'back' | 'worker'): Logger =>
  pino({
    level: config.LOG_LEVEL,
    base: { role, instance: config.INSTANCE_ID },
    formatters: { level: (level) => ({ level }) },
  })
