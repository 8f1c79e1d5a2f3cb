import { Inject, Injectable } from '@nestjs/common'
import { id, LIMITS, type Request, type Response, type Self, type UserWithPresence } from '@papo/contract'
import { z } from 'zod'
import { unauthenticated } from '../auth/token.js'
import { notFound, parseOrThrow } from '../errors.js'
import { LOGGER, type Logger } from '../logger.js'
import { PresenceReader } from '../presence/presence.reader.js'
import { ControlLog } from '../realtime/control.log.js'
import { decodeCursor, pageOf } from '../room/cursor.js'
import { UserStore } from './user.store.js'
import { toSelf, toUserWithPresence, type UserRow } from './user.view.js'

const idList = z.strictObject({ ids: z.array(id).max(LIMITS.pageMax) })
const position = z.tuple([z.string()])

@Injectable()
export class UserService {
  constructor(
    private readonly store: UserStore,
    private readonly presences: PresenceReader,
    private readonly control: ControlLog,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async list(request: Request<'listUsers'>): Promise<Response<'users'>> {
    const { q, ids, cursor, limit = LIMITS.pageDefault } = request
    const [after] = decodeCursor(position, cursor) ?? []
    const rows = await this.store.list({
      ...(q ? { q } : {}),
      ...(ids === undefined
        ? {}
        : { ids: parseOrThrow(idList, { ids: ids.split(',').filter(Boolean) }).ids }),
      ...(after === undefined ? {} : { after }),
      take: limit + 1,
    })
    const page = pageOf(rows, limit, (row) => [row.username])
    return { ...page, items: await this.views(page.items) }
  }

  /** @throws ChatError `not_found` */
  async one(userId: string): Promise<UserWithPresence> {
    const row = await this.store.byId(userId)
    const [view] = row ? await this.views([row]) : []
    if (!view) throw notFound('user')
    return view
  }

  /** Tells all of the user's tabs and devices. */
  async update(userId: string, { displayName, statusText }: Request<'updateMe'>): Promise<Self> {
    const row = await this.store.update(userId, {
      ...(displayName === undefined ? {} : { displayName }),
      ...(statusText === undefined ? {} : { statusText }),
    })
    if (!row) throw unauthenticated()
    const user = toSelf(row)
    await this.announce(user)
    return user
  }

  /** The change is made by now; whoever is not told sees it with the next page. */
  private async announce(user: Self): Promise<void> {
    try {
      await this.control.say({ type: 'user.changed', userId: user.id, change: { type: 'profile', user } })
    } catch (error) {
      this.logger.warn({ err: error, userId: user.id }, 'could not announce a profile')
    }
  }

  private async views(rows: UserRow[]): Promise<UserWithPresence[]> {
    const seen = await this.presences.of(rows.map((row) => row.id))
    return rows.map((row) => toUserWithPresence(row, seen.get(row.id)))
  }
}
