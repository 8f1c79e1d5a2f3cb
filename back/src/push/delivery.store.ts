import { Injectable } from '@nestjs/common'
import type { Attachment } from '@papo/contract'
import { Postgres } from '../infra/postgres.js'
import type { Address } from './subscription.store.js'

export type Delivery = Address & {
  body: string
  attachments: Attachment[] | null
  at: Date
  roomKind: string
  roomName: string
  sender: string
}
type Wanted = { deviceId: string; userId: string; roomId: string; seq: number }

@Injectable()
export class DeliveryStore {
  constructor(private readonly postgres: Postgres) {}

  /** Undefined once the device is another's, its session over, its owner no member, or the message deleted. */
  async find({ deviceId, userId, roomId, seq }: Wanted): Promise<Delivery | undefined> {
    const [row] = await this.postgres.client.$queryRaw<Delivery[]>`
      SELECT s.id::text AS id, s.endpoint, s.p256dh, s.auth, m.body, m.attachments, m.at, r.kind AS "roomKind",
        r.name AS "roomName", a.display_name AS sender
      FROM push_subscription s
      JOIN session e ON e.id = s.session_id AND e.revoked_at IS NULL AND e.expires_at > now()
      JOIN membership b ON b.room_id = ${roomId}::uuid AND b.user_id = s.user_id AND b.state = 'active'
      JOIN room r ON r.id = b.room_id AND r.deleted_at IS NULL
      JOIN message m ON m.room_id = b.room_id AND m.seq = ${seq} AND m.deleted_at IS NULL
      JOIN app_user a ON a.id = m.sender_id
      WHERE s.id = ${deviceId}::uuid AND s.user_id = ${userId}::uuid`
    return row
  }
}
