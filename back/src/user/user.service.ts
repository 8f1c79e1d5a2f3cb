import { Inject, Injectable } from '@nestjs/common'
import {
  DEFAULT_SETTINGS,
  id,
  LIMITS,
  type Request,
  type Response,
  type Self,
  type UserSettings,
  type UserWithPresence,
} from '@papo/contract'
import { z } from 'zod'
import { unauthenticated } from '../auth/token.js'
import { notFound, parseOrThrow } from '../errors.js'
import { Limiter } from '../limit/limiter.js'
import { LOGGER, type Logger } from '../logger.js'
import { ReceiptService } from '../message/receipt.service.js'
import { PresenceReader } from '../presence/presence.reader.js'
import { PresenceService } from '../presence/presence.service.js'
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
    private readonly presence: PresenceService,
    private readonly receipts: ReceiptService,
    private readonly control: ControlLog,
    private readonly limiter: Limiter,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Whom one finds is as they chose; who is asked for by id is known already. */
  async list(userId: string, request: Request<'listUsers'>): Promise<Response<'users'>> {
    const { q, ids, cursor, limit = LIMITS.pageDefault } = request
    const [after] = decodeCursor(position, cursor) ?? []
    const rows = await this.store.list({
      viewerId: userId,
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

  /** Tells all of the user's tabs and devices, and those who share a room with them. */
  async update(userId: string, request: Request<'updateMe'>): Promise<Self> {
    await this.limiter.spend('profileOfUser', userId)
    const { displayName, statusText, statusEmoji, avatarFileId, settings = {} } = request
    const emoji = statusEmoji === null ? '' : statusEmoji
    const differing = differences(settings)
    const change = { displayName, statusText, statusEmoji: emoji, avatarFileId, settings: differing }
    const { readReceipts } = settings
    // Under the row's lock, so that Redis ends as the setting does, however many change it at once.
    const row = await this.store.update(userId, change, () => this.keep(userId, settings))
    if (!row) throw unauthenticated()
    if (readReceipts === false) await this.receipts.withdraw(userId)
    await this.announce(userId)
    return toSelf(row)
  }

  /** What of the settings is also in Redis. */
  private async keep(
    userId: string,
    { dnd, readReceipts }: NonNullable<Request<'updateMe'>['settings']>,
  ): Promise<void> {
    if (dnd !== undefined) await this.presence.keepDnd(userId, dnd)
    if (readReceipts !== undefined) await this.receipts.choose(userId, readReceipts)
  }

  /** The change is made by now; whoever is not told sees it with the next page. */
  private async announce(userId: string): Promise<void> {
    try {
      await this.control.say({ type: 'profile.changed', userId })
    } catch (error) {
      this.logger.warn({ err: error, userId }, 'could not announce a profile')
    }
  }

  private async views(rows: UserRow[]): Promise<UserWithPresence[]> {
    const seen = await this.presences.of(rows.map((row) => row.id))
    return rows.map((row) => toUserWithPresence(row, seen.get(row.id)))
  }
}

/** What of the settings is stored: a default that changes one day then reaches everyone who never chose. */
function differences(settings: Request<'updateMe'>['settings'] = {}) {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined)
  const isDefault = ([key, value]: [string, unknown]) => DEFAULT_SETTINGS[key as keyof UserSettings] === value
  const kept: Partial<UserSettings> = Object.fromEntries(given.filter((entry) => !isDefault(entry)))
  return { kept, dropped: given.filter(isDefault).map(([key]) => key) }
}
