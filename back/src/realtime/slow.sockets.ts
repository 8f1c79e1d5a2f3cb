import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { LOGGER, type Logger } from '../logger.js'
import type { Socket } from './channels.js'
import { Connections } from './connections.js'

const CHECK_EVERY_MS = 1_000
const MAX_FRAMES = 2_000
const MAX_BYTES = 4 * 1_024 * 1_024

/** Closes sockets whose clients do not read: what waits for them costs everyone's memory. They catch up when they return. */
@Injectable()
export class SlowSockets implements OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined

  constructor(
    private readonly connections: Connections,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.check(), CHECK_EVERY_MS)
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer)
  }

  private check(): void {
    for (const socket of [...this.connections.all()]) {
      const { frames, bytes } = waiting(socket)
      if (frames <= MAX_FRAMES && bytes <= MAX_BYTES) continue
      this.logger.warn({ userId: socket.data.userId, frames, bytes }, 'slow socket closed')
      socket.conn.close(true)
    }
  }
}

/** What Engine.IO and the WebSocket hold back for a client; neither says so in its types. */
function waiting({ conn }: Socket): { frames: number; bytes: number } {
  const frames = Reflect.get(conn, 'writeBuffer') as unknown[] | undefined
  const webSocket = Reflect.get(conn.transport, 'socket') as { bufferedAmount?: number } | undefined
  return { frames: frames?.length ?? 0, bytes: webSocket?.bufferedAmount ?? 0 }
}
