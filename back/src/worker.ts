import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import { configOrExit } from './config.js'
import { serveHealth } from './health/health.server.js'
import { Readiness } from './health/readiness.js'
import { createLogger, nestLogger } from './logger.js'
import { closeOnSignals, migrate } from './process.js'
import { WorkerModule } from './worker.module.js'

const config = configOrExit()
const logger = createLogger(config, 'worker')
await migrate(config, logger)
const app = await NestFactory.createApplicationContext(WorkerModule.with(config, logger), {
  bufferLogs: true,
})
app.useLogger(nestLogger(logger))
const readiness = app.get(Readiness)
const health =
  config.HEALTH_PORT === undefined ? undefined : await serveHealth(readiness, config.HOST, config.HEALTH_PORT)
closeOnSignals(app, {
  drain: () => {
    readiness.drain()
    health?.close()
  },
  drainMs: 0,
  logger,
})
logger.info('working')
