import { Injectable } from '@nestjs/common'
import { Postgres } from '../infra/postgres.js'
import type { Place } from './export.store.js'

type Line = { kind: string } & Record<string, unknown>
const NIL = '00000000-0000-0000-0000-000000000000'

const lines = (kind: string, rows: object[]): Line[] => rows.map((row) => ({ kind, ...row }))

/** Everything that is someone's own, as lines of JSON. What others said is theirs. */
@Injectable()
export class OwnDataStore {
  constructor(private readonly postgres: Postgres) {}

  /** Who they are, where they are logged in, their rooms and files. */
  async head(userId: string): Promise<Line[]> {
    const { client } = this.postgres
    const [profile, sessions, ties, files, rooms] = await Promise.all([
      client.user.findUnique({
        where: { id: userId },
        omit: { passwordHash: true, erasing: true, deletedAt: true },
      }),
      client.session.findMany({
        where: { userId },
        select: { userAgent: true, createdAt: true, lastUsedAt: true },
      }),
      this.ties(userId),
      this.files(userId),
      this.rooms(userId),
    ])
    return [
      ...lines('profile', profile ? [profile] : []),
      ...lines('session', sessions),
      ...ties,
      ...lines('room', rooms),
      ...lines('file', files),
    ]
  }

  private async files(userId: string): Promise<object[]> {
    const facts = {
      id: true,
      purpose: true,
      roomId: true,
      name: true,
      type: true,
      size: true,
      createdAt: true,
    }
    const where = { userId, state: 'clean' }
    const rows = await this.postgres.client.file.findMany({ where, select: facts })
    return rows.map((file) => ({ ...file, path: `/api/files/${file.id}` }))
  }

  private async ties(userId: string): Promise<Line[]> {
    const { client } = this.postgres
    const where = { userId }
    const [factors, identities, blocks, contacts] = await Promise.all([
      client.secondFactor.findMany({
        where: { userId, confirmedAt: { not: null } },
        select: { confirmedAt: true },
      }),
      client.externalIdentity.findMany({ where, omit: { id: true, userId: true } }),
      client.block.findMany({ where, select: { blockedId: true, createdAt: true } }),
      client.contact.findMany({ where, select: { otherId: true, state: true, since: true } }),
    ])
    return [
      ...lines('secondFactor', factors),
      ...lines('identity', identities),
      ...lines('block', blocks),
      ...lines('contact', contacts),
    ]
  }

  private rooms(userId: string): Promise<object[]> {
    return this.postgres.client.$queryRaw<object[]>`
      SELECT r.id, r.kind AS "roomKind", r.name, m.role, m.state, m.joined_at AS "joinedAt"
      FROM membership m JOIN room r ON r.id = m.room_id
      WHERE m.user_id = ${userId}::uuid AND r.deleted_at IS NULL ORDER BY r.id`
  }

  /** The room where the walk goes on: that of `after`, or the next one that has something of theirs. */
  async roomAt(userId: string, after: string): Promise<string | undefined> {
    const rows = await this.postgres.client.$queryRaw<{ id: string }[]>`
      SELECT m.room_id AS id FROM membership m JOIN room r ON r.id = m.room_id
      WHERE m.user_id = ${userId}::uuid AND m.room_id > ${after}::uuid AND r.deleted_at IS NULL
      ORDER BY m.room_id LIMIT 1`
    return rows[0]?.id
  }

  /** The next of their messages there, in the order of an index; not those that are deleted or too old. */
  messages(
    userId: string,
    { roomId, clientId }: Place,
    take: number,
  ): Promise<(Line & { clientId: string })[]> {
    return this.postgres.client.$queryRaw<(Line & { clientId: string })[]>`
      SELECT 'message' AS kind, room_id AS "roomId", seq::text AS seq, client_id AS "clientId", at, body,
        edited_at AS "editedAt", reply_to::text AS "replyTo", thread_of::text AS "threadOf", attachments
      FROM message WHERE room_id = ${roomId}::uuid AND sender_id = ${userId}::uuid AND client_id > ${clientId}::uuid
        AND deleted_at IS NULL ORDER BY client_id LIMIT ${take}`
  }

  reactions(userId: string, roomId: string): Promise<Line[]> {
    return this.postgres.client.$queryRaw<Line[]>`
      SELECT 'reaction' AS kind, room_id AS "roomId", target::text AS seq, emoji FROM reaction
      WHERE room_id = ${roomId}::uuid AND user_id = ${userId}::uuid AND active ORDER BY target`
  }
}

/** Before every message of a room. */
export const START = NIL
