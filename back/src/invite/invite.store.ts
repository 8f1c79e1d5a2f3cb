import { Injectable } from '@nestjs/common'
import type { Invite } from '@papo/contract'
import { Postgres, Prisma, type Sql, sql } from '../infra/postgres.js'

type InviteRow = {
  id: string
  roomId: string
  code: string
  createdBy: string
  createdAt: Date
  expiresAt: Date | null
  maxUses: number | null
  uses: number
}
export type NewInvite = Pick<InviteRow, 'id' | 'roomId' | 'code' | 'createdBy'> & {
  expiresInSeconds: number | undefined
  maxUses: number | undefined
}
/** What the holder of a link may know. */
export type Invited = { name: string; topic: string; memberCount: number; invitedBy: string }

const COLUMNS = Prisma.raw(`i.id, i.room_id AS "roomId", i.code, i.created_by AS "createdBy",
  i.created_at AS "createdAt", i.expires_at AS "expiresAt", i.max_uses AS "maxUses", i.uses`)
/** By the database's clock alone. */
const USABLE = Prisma.raw(`i.revoked_at IS NULL AND (i.expires_at IS NULL OR i.expires_at > now())
  AND (i.max_uses IS NULL OR i.uses < i.max_uses)`)

/** Links into rooms. `tx`: in the transaction that holds the room. */
@Injectable()
export class InviteStore {
  constructor(private readonly postgres: Postgres) {}

  async insert(tx: Sql, invite: NewInvite): Promise<Invite> {
    const { id, roomId, code, createdBy, expiresInSeconds, maxUses } = invite
    const rows = await tx.$queryRaw<InviteRow[]>`
      INSERT INTO invite AS i (id, room_id, code, created_by, expires_at, max_uses)
      VALUES (${id}::uuid, ${roomId}::uuid, ${code}, ${createdBy}::uuid,
        now() + ${expiresInSeconds ?? null}::int * interval '1 second', ${maxUses ?? null})
      RETURNING ${COLUMNS}`
    return toInvite(rows[0] as InviteRow)
  }

  /** Those of a room that still let someone in, the latest first. */
  async usable(roomId: string, db: Sql = this.postgres.client): Promise<Invite[]> {
    const rows = await db.$queryRaw<InviteRow[]>`
      SELECT ${COLUMNS} FROM invite i WHERE i.room_id = ${roomId}::uuid AND ${USABLE} ORDER BY i.id DESC`
    return rows.map(toInvite)
  }

  /** Undefined for a code that lets nobody in, for whatever reason. */
  async look(code: string): Promise<Invited | undefined> {
    if (!isCode(code)) return undefined
    const rows = await this.postgres.client.$queryRaw<Invited[]>`
      SELECT r.name, r.topic, r.member_count AS "memberCount", u.display_name AS "invitedBy"
      FROM invite i JOIN room r ON r.id = i.room_id JOIN app_user u ON u.id = i.created_by
      WHERE i.code = ${code} AND r.deleted_at IS NULL AND ${USABLE}`
    return rows[0]
  }

  /** Also one that was used up, for whoever came in by it. */
  async byCode(
    code: string,
    db: Sql = this.postgres.client,
  ): Promise<Pick<InviteRow, 'id' | 'roomId' | 'createdBy'> | undefined> {
    if (!isCode(code)) return undefined
    const where = { code, room: { deletedAt: null } }
    const select = { id: true, roomId: true, createdBy: true }
    return (await db.invite.findFirst({ where, select })) ?? undefined
  }

  /** Counts one more use. @returns false when it may not be used any more */
  async use(tx: Sql, id: string): Promise<boolean> {
    const used =
      await tx.$executeRaw`UPDATE invite i SET uses = i.uses + 1 WHERE i.id = ${id}::uuid AND ${USABLE}`
    return used === 1
  }

  /** @returns false when there is nothing to revoke */
  async revoke(tx: Sql, roomId: string, id: string): Promise<boolean> {
    const revoked = await tx.$executeRaw`
      UPDATE invite i SET revoked_at = now()
      WHERE i.id = ${id}::uuid AND i.room_id = ${roomId}::uuid AND i.revoked_at IS NULL`
    return revoked === 1
  }

  /** All that `userId` made for the room. */
  async revokeOf(tx: Sql, roomId: string, userId: string): Promise<void> {
    const mine = sql`i.room_id = ${roomId}::uuid AND i.created_by = ${userId}::uuid`
    await tx.$executeRaw`UPDATE invite i SET revoked_at = now() WHERE ${mine} AND i.revoked_at IS NULL`
  }
}

/** What else stands in an address, such as NUL, PostgreSQL need not take. */
const isCode = (code: string): boolean => /^[\w-]{1,64}$/.test(code)

function toInvite({ createdAt, expiresAt, maxUses, ...row }: InviteRow): Invite {
  return {
    ...row,
    createdAt: createdAt.toISOString(),
    ...(expiresAt ? { expiresAt: expiresAt.toISOString() } : {}),
    ...(maxUses === null ? {} : { maxUses }),
  }
}
