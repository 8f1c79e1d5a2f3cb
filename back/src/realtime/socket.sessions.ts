import { Injectable, Inject, type OnApplicationShutdown } from '@nestjs/common'
import { LOGGER, type Logger } from '../logger.js'
import { Revocations } from '../session/revocations.js'
import type { Peer } from './channels.js'
import { Connections } from './connections.js'
import { SocketStore } from './socket.store.js'

const CHECK_EVERY_MS = 60_000

/** A socket lives no longer than its session. */
@Injectable()
export class SocketSessions implements OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly connections: Connections,
    private readonly revocations: Revocations,
    private readonly store: SocketStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Sessions also expire, which nobody announces. */
  start(): void {
    this.timer = setInterval(() => this.checkAll(), CHECK_EVERY_MS)
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer)
  }

  /** The session may have ended between the handshake and the socket's entry among the connections. */
  async check(socket: Peer): Promise<void> {
    if (await this.revocations.has(socket.data.sessionId)) socket.disconnect(true)
  }

  end(sessionIds: Iterable<string>): void {
    const ended = new Set(sessionIds)
    for (const socket of [...this.connections.all()])
      if (ended.has(socket.data.sessionId)) socket.disconnect(true)
  }

  /** Looks at all sessions that have sockets here. */
  checkAll(): void {
    const open = new Set([...this.connections.all()].map((socket) => socket.data.sessionId))
    if (open.size === 0) return
    this.store
      .endedSessions([...open])
      .then((ended) => this.end(ended))
      .catch((error: unknown) => this.logger.warn({ err: error }, 'sessions not checked'))
  }
}
