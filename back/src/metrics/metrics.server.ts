import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Registry } from 'prom-client'
import { CONFIG, type Config } from '../config.js'
import { LOGGER, type Logger } from '../logger.js'
import { ProcessReaders } from './process.readers.js'
import { type Reader, registryOf } from './registry.js'

/**
 * Serves `/metrics` on a port of its own, which no balancer leads to: figures tell outsiders how an installation fares.
 * Nothing is kept or served without METRICS_PORT.
 */
@Injectable()
export class MetricsServer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly readers: Reader[]
  private server: Server | undefined

  constructor(
    common: ProcessReaders,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.readers = [...common.all]
  }

  add(...readers: Reader[]): void {
    this.readers.push(...readers)
  }

  /** A port that is taken is no reason not to serve people. */
  async onApplicationBootstrap(): Promise<void> {
    const { METRICS_PORT, METRICS_HOST } = this.config
    if (METRICS_PORT === undefined) return
    const registry = registryOf(this.readers)
    const server = createServer(({ url, method }, response) => {
      if (url === '/metrics' && method === 'GET') void this.answer(registry, response)
      else response.writeHead(404).end()
    })
    this.server = server
    try {
      await once(server.listen(METRICS_PORT, METRICS_HOST), 'listening')
      this.logger.info({ port: (server.address() as AddressInfo).port }, 'metrics')
    } catch (error) {
      this.logger.error({ err: error }, 'no metrics')
    }
  }

  onApplicationShutdown(): void {
    this.server?.closeAllConnections()
    this.server?.close()
  }

  private async answer(registry: Registry, response: ServerResponse): Promise<void> {
    try {
      const text = await registry.metrics()
      response.writeHead(200, { 'content-type': registry.contentType }).end(text)
    } catch (error) {
      this.logger.error({ err: error }, 'metrics not read')
      response.writeHead(500).end()
    }
  }
}
