import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import type { NestExpressApplication } from '@nestjs/platform-express'
import { STOMP_PATH } from '@papo/contract'
import type { AddressInfo, Server } from 'node:net'
import { InstallationService } from './admin/installation.service.js'
import { AppModule } from './app.module.js'
import { configOrExit } from './config.js'
import { Readiness } from './health/readiness.js'
import { HTTP_OPTIONS, setupHttp } from './http/setup.js'
import { createLogger, nestLogger } from './logger.js'
import { closeOnSignals, migrate, untilDone } from './process.js'
import { SocketAdapter } from './realtime/socket.adapter.js'
import { SockJsHttp } from './stomp/sockjs.http.js'
import { StompDoor } from './stomp/stomp.door.js'
import { WelcomeService } from './room/welcome.service.js'

const config = configOrExit()
const logger = createLogger(config, 'back')
await migrate(config, logger)
const app = await NestFactory.create<NestExpressApplication>(AppModule.with(config, logger), {
  ...HTTP_OPTIONS,
  bufferLogs: true,
  forceCloseConnections: true,
})
app.useLogger(nestLogger(logger))
// Before compression, which would hold back what streams.
app.use(STOMP_PATH, app.get(SockJsHttp).handle)
setupHttp(app, config, logger)
app.useWebSocketAdapter(new SocketAdapter(app, config))
app.get(StompDoor).attach(app.getHttpServer())
await untilDone(() => app.get(InstallationService).load(), logger)
await app.listen(config.PORT, config.HOST)
closeOnSignals(app, { drain: () => app.get(Readiness).drain(), drainMs: config.DRAIN_MS, logger })
await untilDone(() => app.get(WelcomeService).ensure(), logger)

const { port } = (app.getHttpServer() as Server).address() as AddressInfo
logger.info({ port }, 'listening')
