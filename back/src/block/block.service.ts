import { Inject, Injectable } from '@nestjs/common'
import { LIMITS, type User } from '@papo/contract'
import { ChatError, notFound } from '../errors.js'
import { Limiter } from '../limit/limiter.js'
import { LOGGER, type Logger } from '../logger.js'
import { ControlLog } from '../realtime/control.log.js'
import { PendingService } from '../room/pending.service.js'
import { toUser } from '../user/user.view.js'
import { type Block, BlockStore } from './block.store.js'

/** Who does not want to hear from whom. */
@Injectable()
export class BlockService {
  constructor(
    private readonly store: BlockStore,
    private readonly pending: PendingService,
    private readonly control: ControlLog,
    private readonly limiter: Limiter,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async list(userId: string): Promise<User[]> {
    return (await this.store.of(userId)).map(toUser)
  }

  /** Blocks someone or lets them be again, and closes or opens the direct room of the two. Doing it twice is once. */
  async set(block: Block, on: boolean): Promise<void> {
    if (block.userId === block.blockedId)
      throw new ChatError('invalid_payload', 'id: one cannot block oneself')
    await this.limiter.spend('roomOperations', block.userId)
    if (on) await this.require(block)
    const roomId = await this.store.set(block, on)
    if (roomId) await this.pending.announce(roomId)
    await this.announce(block)
  }

  private async require({ userId, blockedId }: Block): Promise<void> {
    if (!(await this.store.isUser(blockedId))) throw notFound('user')
    if ((await this.store.idsOf(userId)).length >= LIMITS.blocksMax)
      throw new ChatError('forbidden', `At most ${LIMITS.blocksMax} people can be blocked.`)
  }

  /** The change stands by now; a tab that is not told sees it when it is opened again. */
  private async announce({ userId, blockedId }: Block): Promise<void> {
    try {
      await this.control.say({ type: 'blocks.changed', userId })
      await this.control.say({ type: 'contact.changed', userId, otherId: blockedId })
      await this.control.say({ type: 'contact.changed', userId: blockedId, otherId: userId })
    } catch (error) {
      this.logger.warn({ err: error, userId }, 'could not announce blocks')
    }
  }
}
