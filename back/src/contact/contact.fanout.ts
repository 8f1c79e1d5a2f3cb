import { Inject, Injectable } from '@nestjs/common'
import { LOGGER, type Logger } from '../logger.js'
import { Broadcast } from '../realtime/broadcast.js'
import { Connections } from '../realtime/connections.js'
import { UserStore } from '../user/user.store.js'
import { toUser } from '../user/user.view.js'
import { ContactStore } from './contact.store.js'

/**
 * Tells a person's tabs on this instance how they stand to another. It is read when it is told, one after the other:
 * so whoever hears of several changes hears of the last one last.
 */
@Injectable()
export class ContactFanout {
  private last = Promise.resolve()

  constructor(
    private readonly store: ContactStore,
    private readonly users: UserStore,
    private readonly connections: Connections,
    private readonly broadcast: Broadcast,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  changed(userId: string, otherId: string): void {
    if (!this.connections.has(userId)) return
    this.last = this.last
      .then(() => this.tell(userId, otherId))
      .catch((error: unknown) => this.logger.warn({ err: error, userId }, 'a contact is not told'))
  }

  private async tell(userId: string, otherId: string): Promise<void> {
    const row = await this.users.byId(otherId)
    if (!row) return
    const requests = await this.store.requestsOf(userId)
    const state = await this.store.stateOf({ userId, otherId })
    this.broadcast.userHere(userId, { type: 'contact', user: toUser(row), state, requests })
  }
}
