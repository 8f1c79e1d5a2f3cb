import { Inject, Injectable } from '@nestjs/common'
import type { ServerEventPayload } from '@papo/contract'
import { CONFIG, type Config } from '../config.js'
import { EpochLog } from '../log/epoch.log.js'
import { HeadStore } from '../log/head.store.js'
import { OwnStore } from './own.store.js'
import { SocketStore } from './socket.store.js'

/** What a socket is told when it comes: where its rooms stand, and what is its person's own. */
@Injectable()
export class Greeting {
  constructor(
    private readonly heads: HeadStore,
    private readonly epochs: EpochLog,
    private readonly store: SocketStore,
    private readonly own: OwnStore,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Undefined when there is no such user. */
  async of(userId: string, roomIds: string[]): Promise<ServerEventPayload<'ready'> | undefined> {
    let heads = await this.heads.heads(roomIds)
    const lost = roomIds.filter((id) => !heads.has(id))
    if (lost.length > 0) {
      for (const roomId of lost) await this.epochs.open(roomId)
      heads = await this.heads.heads(roomIds)
    }
    const reads = await this.store.readSeqs(userId, roomIds)
    // The last to be read: whatever is told meanwhile is then not followed by what was before it.
    const own = await this.own.of(userId)
    if (!own) return undefined
    const rooms = [...heads].flatMap(([roomId, { epoch, head, persisted }]) => {
      const place = own.places.get(roomId)
      return place ? [{ roomId, epoch, head, persisted, readSeq: reads.get(roomId) ?? 0, ...place }] : []
    })
    const { self, blocked, contactRequests } = own
    return { userId, instanceId: this.config.INSTANCE_ID, self, blocked, contactRequests, rooms }
  }
}
