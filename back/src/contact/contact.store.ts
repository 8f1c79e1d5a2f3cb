import { Injectable } from '@nestjs/common'
import { type ContactState, LIMITS } from '@papo/contract'
import { isBlocked, lockPeople } from '../block/block.store.js'
import { ChatError } from '../errors.js'
import { Postgres, Prisma, type Sql, sql } from '../infra/postgres.js'
import type { UserRow } from '../user/user.view.js'
import { type Pair, part } from './part.js'

export type ContactRow = UserRow & { since: Date }
type Kept = Exclude<ContactState, 'none'>
type Page<Key> = { after: Key | undefined; take: number }

const COLUMNS = Prisma.raw(`u.id, u.username, u.display_name AS "displayName", u.status_text AS "statusText",
  u.status_emoji AS "statusEmoji", u.avatar_file_id AS "avatarFileId", u.role, u.bot, u.last_seen_at AS "lastSeenAt",
  c.since`)

/** Who is whose contact, and who asks whom. Each change of a pair waits for the one before, and for blocks. */
@Injectable()
export class ContactStore {
  constructor(private readonly postgres: Postgres) {}

  async stateOf({ userId, otherId }: Pair, client: Sql = this.postgres.client): Promise<ContactState> {
    const where = { userId_otherId: { userId, otherId } }
    const row = await client.contact.findUnique({ where, select: { state: true } })
    return (row?.state as Kept | undefined) ?? 'none'
  }

  requestsOf(userId: string): Promise<number> {
    return this.postgres.client.contact.count({ where: { userId, state: 'asking' } })
  }

  /** By username. */
  contacts(userId: string, { after, take }: Page<string>): Promise<ContactRow[]> {
    const beyond = after === undefined ? Prisma.empty : sql`AND u.username > ${after}`
    return this.postgres.client.$queryRaw<ContactRow[]>`
      SELECT ${COLUMNS} FROM contact c JOIN app_user u ON u.id = c.other_id
      WHERE c.user_id = ${userId}::uuid AND c.state = 'contact' AND u.banned_at IS NULL ${beyond}
      ORDER BY u.username LIMIT ${take}`
  }

  /** The latest first. */
  requests(pair: { userId: string; state: 'asked' | 'asking' }, page: Page<[string, string]>) {
    const { after, take } = page
    const beyond = after
      ? sql`AND (c.since, c.other_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
      : Prisma.empty
    return this.postgres.client.$queryRaw<ContactRow[]>`
      SELECT ${COLUMNS} FROM contact c JOIN app_user u ON u.id = c.other_id
      WHERE c.user_id = ${pair.userId}::uuid AND c.state = ${pair.state} AND u.banned_at IS NULL ${beyond}
      ORDER BY c.since DESC, c.other_id DESC LIMIT ${take}`
  }

  /** Of two who ask each other at once, the later one says yes. @throws ChatError `forbidden`, `not_found` */
  ask(pair: Pair): Promise<ContactState> {
    return this.changing(pair, async (tx, now) => {
      if (now === 'contact' || now === 'asked') return now
      if (now === 'asking') return this.join(tx, pair)
      const people = [pair.userId, pair.otherId]
      if (await isBlocked(tx, people)) throw new ChatError('forbidden', 'You cannot be contacts.')
      const where = { id: pair.otherId, bannedAt: null, bot: false }
      if ((await tx.user.count({ where })) === 0) throw new ChatError('not_found', 'No such user.')
      await this.requireRoom(tx, pair.userId)
      await tx.contact.createMany({
        data: [
          { ...pair, state: 'asked' },
          { userId: pair.otherId, otherId: pair.userId, state: 'asking' },
        ],
      })
      return 'asked'
    })
  }

  /** @throws ChatError `not_found` where they do not ask (any more) */
  accept(pair: Pair): Promise<ContactState> {
    return this.changing(pair, async (tx, now) => {
      if (now === 'contact') return now
      if (now !== 'asking') throw new ChatError('not_found', 'They do not ask any more.')
      return this.join(tx, pair)
    })
  }

  /** Refuses, or takes back. @throws ChatError `conflict` where it was accepted by now */
  endRequest(pair: Pair): Promise<ContactState> {
    return this.changing(pair, async (tx, now) => {
      if (now === 'contact') throw new ChatError('conflict', 'You are contacts by now.')
      await part(tx, pair)
      return 'none'
    })
  }

  /** Leaves requests as they are. */
  end(pair: Pair): Promise<ContactState> {
    return this.changing(pair, async (tx, now) => {
      if (now !== 'contact') return now
      await part(tx, pair)
      return 'none'
    })
  }

  private changing(pair: Pair, work: (tx: Sql, now: ContactState) => Promise<ContactState>) {
    return this.postgres.transaction(async (tx) => {
      await lockPeople(tx, [pair.userId, pair.otherId].sort().join(','))
      return work(tx, await this.stateOf(pair, tx))
    })
  }

  private async join(tx: Sql, { userId, otherId }: Pair): Promise<ContactState> {
    await this.requireRoom(tx, userId)
    await tx.$executeRaw`
      UPDATE contact SET state = 'contact', since = now()
      WHERE (user_id, other_id) IN ((${userId}::uuid, ${otherId}::uuid), (${otherId}::uuid, ${userId}::uuid))`
    return 'contact'
  }

  private async requireRoom(tx: Sql, userId: string): Promise<void> {
    const where = { userId, state: { in: ['contact', 'asked'] } }
    if ((await tx.contact.count({ where })) >= LIMITS.contactsMax)
      throw new ChatError('conflict', `At most ${LIMITS.contactsMax} contacts and requests.`)
  }
}
