import { Inject, Injectable } from '@nestjs/common'
import { type AdminUser, LIMITS, type Request, type Response, type Session } from '@papo/contract'
import { z } from 'zod'
import { AccountStore } from '../auth/account.store.js'
import type { Identity } from '../auth/identity.js'
import { ChatError, notFound } from '../errors.js'
import type { Sql } from '../infra/postgres.js'
import { JournalStore, type Line } from '../journal/journal.store.js'
import { LOGGER, type Logger } from '../logger.js'
import { PresenceReader, type Seen } from '../presence/presence.reader.js'
import { ControlLog } from '../realtime/control.log.js'
import { decodeCursor, pageOf } from '../room/cursor.js'
import { SecondFactorStore } from '../second-factor/second.factor.store.js'
import { SessionService } from '../session/session.service.js'
import { toSelf, toUser } from '../user/user.view.js'
import { AccountAdminStore, type AdminRow } from './account.admin.store.js'
import { mayActOn, mayChange } from './rights.js'

const position = z.tuple([z.string()])
type About = { actorId: string; userId: string }

/** What administrators do to accounts. Who may is decided on the rows as they are at that moment. */
@Injectable()
export class AccountAdminService {
  constructor(
    private readonly store: AccountAdminStore,
    private readonly sessions: SessionService,
    private readonly presences: PresenceReader,
    private readonly accounts: AccountStore,
    private readonly control: ControlLog,
    private readonly journal: JournalStore,
    private readonly factors: SecondFactorStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async list({
    q,
    cursor,
    limit = LIMITS.pageDefault,
  }: Request<'listAdmin'>): Promise<Response<'adminUsers'>> {
    const [after] = decodeCursor(position, cursor) ?? []
    const rows = await this.store.list({ q, after, take: limit + 1 })
    const { items, ...next } = pageOf(rows, limit, (row) => [row.username])
    const seen = await this.presences.of(items.map(({ id }) => id))
    return { items: items.map((row) => toAdminUser(row, seen.get(row.id))), ...next }
  }

  /** A ban ends all sessions, on every instance within a second. @throws ChatError `forbidden`, `not_found` */
  async update(actorId: string, userId: string, change: Request<'updateAdminUser'>): Promise<AdminUser> {
    const decide = async (tx: Sql) => {
      await this.refuseUnless((pair) => mayChange(pair, change), { actorId, userId }, tx)
      await this.store.change(userId, change, tx)
      for (const line of linesOf(change)) await this.journal.write({ ...line, actorId, userId }, tx)
    }
    if (change.banned) await this.sessions.end({ userId }, decide)
    else await this.store.transaction(decide)
    this.logger.info({ actorId, userId, ...change }, 'account changed by an administrator')
    if (change.role !== undefined) await this.announce(userId)
    return this.view(userId)
  }

  /** @throws ChatError `forbidden`, `not_found` */
  async sessionsOf(me: Identity, userId: string): Promise<Session[]> {
    await this.refuseUnlessMayEnd(me.userId, userId)
    return this.sessions.list({ ...me, userId })
  }

  /** Ends all of someone's sessions, or `only` one. @throws ChatError `forbidden`, `not_found` */
  async endSessions(me: Identity, userId: string, only?: string): Promise<void> {
    await this.refuseUnlessMayEnd(me.userId, userId)
    const ended = await this.sessions.end({ userId, ...(only === undefined ? {} : { only }) })
    if (only !== undefined && ended.length === 0) throw notFound('session')
    const detail = { sessions: ended.length }
    await this.journal.write({ action: 'account.sessionsEnded', actorId: me.userId, userId, detail })
    this.logger.info(
      { actorId: me.userId, userId, sessions: ended.length },
      'sessions ended by an administrator',
    )
  }

  /** For who has neither their app nor a recovery code any more. @throws ChatError `forbidden`, `not_found` */
  async endSecondFactor(actorId: string, userId: string): Promise<void> {
    await this.store.transaction(async (tx) => {
      await this.refuseUnless(mayActOn, { actorId, userId }, tx)
      if (!(await this.factors.remove(tx, userId))) return
      await this.journal.write({ action: 'secondFactor.off', actorId, userId }, tx)
    })
    this.logger.info({ actorId, userId }, 'second factor ended by an administrator')
  }

  /** One's own are no secret to oneself. */
  private async refuseUnlessMayEnd(actorId: string, userId: string): Promise<void> {
    if (actorId === userId) return
    await this.store.transaction((tx) => this.refuseUnless(mayActOn, { actorId, userId }, tx))
  }

  private async refuseUnless(may: typeof mayActOn, { actorId, userId }: About, tx: Sql): Promise<void> {
    const standings = await this.store.standings([actorId, userId], tx)
    const [actor, target] = [standings.get(actorId), standings.get(userId)]
    if (!actor || actor.bannedAt) throw new ChatError('forbidden', 'Only administrators may do this.')
    if (!target) throw notFound('user')
    const self = actorId === userId
    if (may({ actor: actor.role, target: target.role, self })) return
    throw new ChatError('forbidden', self ? 'You cannot do this to yourself.' : 'Only owners may do this.')
  }

  /** So that their own screen shows what they may do now; the change is made whether they hear of it or not. */
  private async announce(userId: string): Promise<void> {
    try {
      const account = await this.accounts.byId(userId)
      if (!account) return
      const change = { type: 'profile', user: toSelf(account) } as const
      await this.control.say({ type: 'user.changed', userId, change })
    } catch (error) {
      this.logger.warn({ err: error, userId }, 'could not announce a role')
    }
  }

  private async view(userId: string): Promise<AdminUser> {
    const row = await this.store.one(userId)
    if (!row) throw notFound('user')
    return toAdminUser(row, (await this.presences.of([userId])).get(userId))
  }
}

function linesOf({ role, banned }: Request<'updateAdminUser'>): Line[] {
  return [
    ...(role === undefined ? [] : [{ action: 'account.role', detail: { role } } as const]),
    ...(banned === undefined ? [] : [{ action: banned ? 'account.banned' : 'account.unbanned' } as const]),
  ]
}

function toAdminUser(row: AdminRow, seen: Seen | undefined): AdminUser {
  const lastSeenAt = seen?.lastSeenAt ?? row.lastSeenAt?.toISOString()
  return {
    ...toUser(row),
    email: row.email,
    createdAt: row.createdAt.toISOString(),
    ...(lastSeenAt ? { lastSeenAt } : {}),
    ...(row.bannedAt ? { bannedAt: row.bannedAt.toISOString() } : {}),
    sessions: row.sessions,
    secondFactor: row.secondFactor,
  }
}
