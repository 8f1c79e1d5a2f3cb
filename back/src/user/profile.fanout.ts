import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { LOGGER, type Logger } from '../logger.js'
import { BlockStore } from '../block/block.store.js'
import { Broadcast } from '../realtime/broadcast.js'
import { Connections } from '../realtime/connections.js'
import { UserStore } from './user.store.js'
import { toSelf, toUser } from './user.view.js'

/** Several changes of one person within this time are told as one. */
const GATHER_MS = 300

/**
 * Tells this instance's sockets how people call themselves now, and each person's own tabs whom they block.
 *
 * What is told is read when it is told, one round at a time: whoever changes something twice, wherever, is seen
 * as they are in the end. Nobody who misses it is misled for long: the web app asks again about people on sight.
 */
@Injectable()
export class ProfileFanout implements OnApplicationShutdown {
  private profiles = new Set<string>()
  private blocks = new Set<string>()
  private timer: NodeJS.Timeout | undefined
  private stopped = false

  constructor(
    private readonly users: UserStore,
    private readonly blockStore: BlockStore,
    private readonly connections: Connections,
    private readonly broadcast: Broadcast,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  changed(userId: string): void {
    this.profiles.add(userId)
    this.start()
  }

  blocksChanged(userId: string): void {
    if (!this.connections.has(userId)) return
    this.blocks.add(userId)
    this.start()
  }

  onApplicationShutdown(): void {
    this.stopped = true
    clearTimeout(this.timer)
  }

  private start(): void {
    if (!this.stopped) this.timer ??= setTimeout(() => void this.flush(), GATHER_MS)
  }

  private async flush(): Promise<void> {
    const [profiles, blocks] = [[...this.profiles], [...this.blocks]]
    this.profiles = new Set()
    this.blocks = new Set()
    try {
      if (profiles.length > 0) await this.tellProfiles(profiles)
      for (const userId of blocks) {
        const userIds = await this.blockStore.idsOf(userId)
        this.broadcast.userHere(userId, { type: 'blocks', userIds })
      }
    } catch (error) {
      this.logger.warn({ err: error }, 'profiles not told')
    }
    this.timer = undefined
    if (this.profiles.size + this.blocks.size > 0) this.start()
  }

  private async tellProfiles(userIds: string[]): Promise<void> {
    const [rows, audiences] = await Promise.all([this.users.selves(userIds), this.users.audiences(userIds)])
    for (const row of rows) {
      if (this.connections.has(row.id))
        this.broadcast.userHere(row.id, { type: 'profile', user: toSelf(row) })
      const roomIds = audiences.get(row.id)
      if (roomIds) this.broadcast.person(roomIds, toUser(row))
    }
  }
}
