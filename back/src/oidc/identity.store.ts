import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { NO_PASSWORD } from '../auth/account.store.js'
import { Postgres, type Sql } from '../infra/postgres.js'
import type { Proof } from './provider.js'

type Who = Pick<Proof, 'issuer' | 'subject'>

/** Identities of providers, each of which opens one account. */
@Injectable()
export class IdentityStore {
  constructor(private readonly postgres: Postgres) {}

  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
    return this.postgres.transaction(work)
  }

  /** Whose account it opens. */
  async holderOf({ issuer, subject }: Who, sql: Sql = this.postgres.client): Promise<string | undefined> {
    const where = { issuer_subject: { issuer, subject } }
    return (await sql.externalIdentity.findUnique({ where, select: { userId: true } }))?.userId
  }

  /** @returns whether nobody else has it */
  async add(
    tx: Sql,
    { userId, issuer, subject, name }: Who & { userId: string; name: string },
  ): Promise<boolean> {
    const added = await tx.$executeRaw`
      INSERT INTO external_identity (id, user_id, issuer, subject, name)
      VALUES (${uuidv7()}::uuid, ${userId}::uuid, ${issuer}, ${subject}, ${name})
      ON CONFLICT (issuer, subject) DO NOTHING`
    return added === 1
  }

  async touch({ issuer, subject }: Who): Promise<void> {
    const where = { issuer, subject }
    await this.postgres.client.externalIdentity.updateMany({ where, data: { lastUsedAt: new Date() } })
  }

  of(userId: string) {
    return this.postgres.client.externalIdentity.findMany({ where: { userId }, orderBy: { id: 'asc' } })
  }

  async hasPassword(userId: string): Promise<boolean> {
    const where = { id: userId, passwordHash: { not: NO_PASSWORD } }
    return (await this.postgres.client.user.count({ where })) === 1
  }

  /** Holds up whatever else would change how this person logs in. @returns whether they may, by this session */
  async lock(tx: Sql, { userId, sessionId }: { userId: string; sessionId: string }): Promise<boolean> {
    const rows = await tx.$queryRaw<{ ok: boolean }[]>`
      SELECT u.banned_at IS NULL AND EXISTS (SELECT 1 FROM session s WHERE s.id = ${sessionId}::uuid
        AND s.user_id = u.id AND s.revoked_at IS NULL AND s.expires_at > now()) AS ok
      FROM app_user u WHERE u.id = ${userId}::uuid FOR UPDATE`
    return rows[0]?.ok === true
  }

  /** To be called under the lock. */
  async remove(tx: Sql, userId: string, id: string): Promise<'removed' | 'last' | 'none'> {
    const [found] = await tx.$queryRaw<{ last: boolean }[]>`
      SELECT u.password_hash = ${NO_PASSWORD} AND NOT EXISTS (SELECT 1 FROM external_identity o
        WHERE o.user_id = u.id AND o.id <> i.id) AS last
      FROM external_identity i JOIN app_user u ON u.id = i.user_id
      WHERE i.id = ${id}::uuid AND u.id = ${userId}::uuid`
    if (!found) return 'none'
    if (found.last) return 'last'
    await tx.externalIdentity.delete({ where: { id } })
    return 'removed'
  }

  /** Whether someone logged in so lately that it must be them. */
  async isFresh(sessionId: string, seconds: number): Promise<boolean> {
    const rows = await this.postgres.client.$queryRaw<{ id: string }[]>`
      SELECT id::text AS id FROM session
      WHERE id = ${sessionId}::uuid AND created_at > now() - make_interval(secs => ${seconds}::int)`
    return rows.length === 1
  }

  /** The first of these that nobody has. */
  async freeUsername(tx: Sql, wanted: string[]): Promise<string | undefined> {
    const where = { username: { in: wanted } }
    const rows = await tx.user.findMany({ where, select: { username: true } })
    const taken = new Set(rows.map(({ username }) => username))
    return wanted.find((username) => !taken.has(username))
  }
}
