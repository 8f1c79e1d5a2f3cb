import { Inject, Injectable } from '@nestjs/common'
import { type ContactState, LIMITS, type Request, type Response } from '@papo/contract'
import { z } from 'zod'
import { ChatError, isUnavailable } from '../errors.js'
import { Limiter } from '../limit/limiter.js'
import { LOGGER, type Logger } from '../logger.js'
import { PresenceReader, type Seen } from '../presence/presence.reader.js'
import { ControlLog } from '../realtime/control.log.js'
import { decodeCursor, pageOf } from '../room/cursor.js'
import { toUser, toUserWithPresence } from '../user/user.view.js'
import { ContactStore } from './contact.store.js'
import type { Pair } from './part.js'

const byName = z.tuple([z.string()])
const byTime = z.tuple([z.iso.datetime(), z.uuid()])

/** People who agreed to be each other's contacts. Both are told of every change, on all their devices. */
@Injectable()
export class ContactService {
  constructor(
    private readonly store: ContactStore,
    private readonly presences: PresenceReader,
    private readonly control: ControlLog,
    private readonly limiter: Limiter,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async contacts(userId: string, request: Request<'list'>): Promise<Response<'contacts'>> {
    const { cursor, limit = LIMITS.pageDefault } = request
    const [after] = decodeCursor(byName, cursor) ?? []
    const rows = await this.store.contacts(userId, { after, take: limit + 1 })
    const page = pageOf(rows, limit, (row) => [row.username])
    const seen = await this.seen(page.items.map((row) => row.id))
    const viewOf = (row: (typeof rows)[number]) => ({
      user: toUserWithPresence(row, seen.get(row.id)),
      since: row.since.toISOString(),
    })
    return { ...page, items: page.items.map(viewOf) }
  }

  async requests(
    userId: string,
    request: Request<'listContactRequests'>,
  ): Promise<Response<'contactRequests'>> {
    const { direction, cursor, limit = LIMITS.pageDefault } = request
    const state = direction === 'in' ? 'asking' : 'asked'
    const after = decodeCursor(byTime, cursor)
    const rows = await this.store.requests({ userId, state }, { after, take: limit + 1 })
    const page = pageOf(rows, limit, (row) => [row.since.toISOString(), row.id])
    return { ...page, items: page.items.map((row) => ({ user: toUser(row), at: row.since.toISOString() })) }
  }

  stateOf(pair: Pair): Promise<ContactState> {
    return this.store.stateOf(pair)
  }

  /** Asking twice is once. @throws ChatError `forbidden` where one blocks the other; `not_found`, `conflict` */
  async ask(pair: Pair): Promise<ContactState> {
    if (pair.userId === pair.otherId)
      throw new ChatError('invalid_payload', 'id: one is not a contact of oneself')
    return this.change(pair, () => this.store.ask(pair))
  }

  accept(pair: Pair): Promise<ContactState> {
    return this.change(pair, () => this.store.accept(pair))
  }

  endRequest(pair: Pair): Promise<ContactState> {
    return this.change(pair, () => this.store.endRequest(pair))
  }

  end(pair: Pair): Promise<ContactState> {
    return this.change(pair, () => this.store.end(pair))
  }

  private async change(pair: Pair, change: () => Promise<ContactState>): Promise<ContactState> {
    await this.limiter.spend('contactsOfUser', pair.userId)
    const state = await change()
    await this.announce(pair)
    return state
  }

  /** The change stands by now; a tab that is not told sees it when it looks again. */
  private async announce({ userId, otherId }: Pair): Promise<void> {
    try {
      await this.control.say({ type: 'contact.changed', userId, otherId })
      await this.control.say({ type: 'contact.changed', userId: otherId, otherId: userId })
    } catch (error) {
      this.logger.warn({ err: error, userId }, 'could not announce a contact')
    }
  }

  /** Contacts stay readable while Redis, which alone knows who is there, is away. */
  private async seen(userIds: string[]): Promise<Map<string, Seen>> {
    try {
      return await this.presences.of(userIds)
    } catch (error) {
      if (isUnavailable(error)) return new Map()
      throw error
    }
  }
}
