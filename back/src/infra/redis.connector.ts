import { AbstractConnector, type RedisOptions } from 'ioredis'
import { createConnection } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Address } from './redis.options.js'

const DISCONNECT_TIMEOUT_MS = 2_000

/** Makes ioredis ask anew where to connect to, each time that it does. */
export function connectorTo(
  where: () => Promise<Address>,
  secure: boolean,
): NonNullable<RedisOptions['Connector']> {
  return class extends AbstractConnector {
    constructor() {
      super(DISCONNECT_TIMEOUT_MS)
    }

    override async connect() {
      this.connecting = true
      const address = await where()
      if (!this.connecting) throw new Error('Connection is closed.')
      const stream = secure ? connectTls(address) : createConnection(address)
      stream.once('error', (error: Error) => {
        this.firstError = error
      })
      this.stream = stream
      return stream
    }
  }
}
