import type { INestApplicationContext } from '@nestjs/common'
import { IoAdapter } from '@nestjs/platform-socket.io'
import { LIMITS, SOCKET_PATH } from '@papo/contract'
import { createAdapter } from '@socket.io/redis-adapter'
import type { Server as HttpServer } from 'node:http'
import { Server, type ServerOptions } from 'socket.io'
import type { Config } from '../config.js'
import { bareHeaders } from '../http/headers.js'
import { Backplane } from './backplane.js'
import { HandshakeGuard } from './handshake.js'

/** Socket.IO on the HTTP server, its broadcasts shared with the other instances through Redis. */
export class SocketAdapter extends IoAdapter {
  private readonly backplane: Backplane
  private readonly guard: HandshakeGuard

  constructor(
    app: INestApplicationContext,
    private readonly config: Config,
  ) {
    super(app)
    this.backplane = app.get(Backplane)
    this.guard = app.get(HandshakeGuard)
  }

  override createIOServer(_port: number, _options?: ServerOptions): Server {
    const httpServer = this.httpServer as HttpServer
    const server = new Server(httpServer, {
      path: SOCKET_PATH,
      serveClient: false,
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: LIMITS.frameBytesMax,
      connectTimeout: 10_000,
      allowRequest: this.guard.allowRequest,
      cors: { origin: this.config.FRONTEND_URL, credentials: true },
    })
    // Before Engine.IO, which answers its own path itself and puts its listener first.
    httpServer.prependListener('request', (_, response) => bareHeaders(this.config, response))
    const { publisher, subscriber, parser } = this.backplane
    // The adapter's types name clients of three libraries; these are the parts that it calls.
    server.adapter(createAdapter(publisher, subscriber, { parser }))
    return server
  }

  /**
   * The gateway listens itself, by functions that all sockets share: Nest would keep streams and closures for each. So
   * `@SubscribeMessage` and `handleDisconnect` do nothing here.
   */
  override bindMessageHandlers(): void {}
  override bindClientDisconnect(): void {}
}
