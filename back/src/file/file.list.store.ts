import { Injectable } from '@nestjs/common'
import { Postgres, Prisma, sql } from '../infra/postgres.js'
import type { FileRow } from './file.view.js'

export type ListedRow = FileRow & { messageSeq: bigint; senderId: string; at: Date }
type Query = {
  kind: 'media' | 'other' | undefined
  after: { seq: number; id: string } | undefined
  take: number
}

const MEDIA = Prisma.raw(`(f.width IS NOT NULL OR f.type LIKE 'video/%' OR f.type LIKE 'audio/%')`)

@Injectable()
export class FileListStore {
  constructor(private readonly postgres: Postgres) {}

  /** The files of a room's messages, the latest message first. */
  page(roomId: string, { kind, after, take }: Query): Promise<ListedRow[]> {
    const only = { media: sql`AND ${MEDIA}`, other: sql`AND NOT ${MEDIA}` }
    const beyond = after
      ? sql`AND (f.message_seq, f.id) < (${after.seq}::bigint, ${after.id}::uuid)`
      : Prisma.empty
    return this.postgres.client.$queryRaw<ListedRow[]>`
      SELECT f.id, f.name, f.type, f.size, f.width, f.height, f.blur, f.message_seq AS "messageSeq",
        m.sender_id AS "senderId", m.at
      FROM file f JOIN message m ON m.room_id = f.room_id AND m.seq = f.message_seq
      WHERE f.room_id = ${roomId}::uuid AND f.message_seq IS NOT NULL AND f.state = 'clean'
        AND m.deleted_at IS NULL ${kind ? only[kind] : Prisma.empty} ${beyond}
      ORDER BY f.message_seq DESC, f.id DESC LIMIT ${take}`
  }
}
