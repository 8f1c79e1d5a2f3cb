import { Injectable } from '@nestjs/common'
import { Connections } from './connections.js'

const TURN_MS = 50
/** A few sockets are closed over a second, thousands over eight: the others take about five hundred a second. */
const TURNS = { least: 20, most: 160, sockets: 25 }

/** Sends the people of this instance to the others, over a while, so that those are not stormed. */
@Injectable()
export class Leaving {
  constructor(private readonly connections: Connections) {}

  async closeAll(signal?: AbortSignal): Promise<void> {
    const sockets = [...this.connections.all()]
    const turns = Math.min(TURNS.most, Math.max(TURNS.least, Math.ceil(sockets.length / TURNS.sockets)))
    const perTurn = Math.ceil(sockets.length / turns)
    while (sockets.length > 0 && !signal?.aborted) {
      // The connection, not the socket: a client that the server disconnects does not come back by itself.
      for (const socket of sockets.splice(0, perTurn)) socket.conn.close()
      if (sockets.length > 0) await new Promise((resolve) => setTimeout(resolve, TURN_MS))
    }
  }
}
