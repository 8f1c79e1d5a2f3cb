import { Injectable } from '@nestjs/common'
import { v7 as uuidv7 } from 'uuid'
import { notFound } from '../errors.js'
import { Postgres, type Sql } from '../infra/postgres.js'
import { Lanes } from './lanes.js'
import { LockedRoom } from './locked.room.store.js'
import type { ReadPosition } from '../member/member.store.js'
import { ROOM_COLUMNS, type NewRoom, type RoomRow } from './room.store.js'

// Names the decision "is there a default room yet" among the database's advisory locks.
const DEFAULT_ROOM_LOCK = 7_026_001
const NOTHING_READ: ReadPosition = { seq: 0, ordinal: 0 }
type By = { roomId: string; actorId: string }

/** Every change to rooms and their people: committed together with the events that tell of it. */
@Injectable()
export class ChangeStore {
  private readonly lanes = new Lanes()

  constructor(private readonly postgres: Postgres) {}

  /**
   * Runs a decision on the locked room; what it throws undoes it.
   * @throws ChatError `not_found` for a room that is deleted or never was
   */
  change<T>({ roomId, actorId }: By, decide: (room: LockedRoom) => Promise<T>): Promise<T> {
    return this.lanes.run(roomId, () =>
      this.postgres.transaction(async (tx) => {
        const rows = await tx.$queryRaw<RoomRow[]>`
          SELECT ${ROOM_COLUMNS} FROM room r WHERE r.id = ${roomId}::uuid AND r.deleted_at IS NULL
          FOR NO KEY UPDATE`
        const [row] = rows
        if (!row) throw notFound('room')
        return this.decide(tx, { row, actorId }, decide)
      }),
    )
  }

  /** Makes a room of its first member's; the same `clientId` of the same person makes it once. */
  create({ kind, name, topic = '', createdBy, clientId }: NewRoom): Promise<string> {
    return this.postgres.transaction(async (tx) => {
      // Waits for another transaction that is making it; its room is then visible below.
      const made = await tx.$queryRaw<RoomRow[]>`
        INSERT INTO room AS r (id, kind, name, topic, created_by, client_id)
        VALUES (${uuidv7()}::uuid, ${kind}, ${name}, ${topic}, ${createdBy}::uuid, ${clientId ?? null}::uuid)
        ON CONFLICT (created_by, client_id) DO NOTHING RETURNING ${ROOM_COLUMNS}`
      const [row] = made
      if (row) {
        await this.decide(tx, { row, actorId: createdBy }, async (room) => {
          await room.record({ action: 'room.created', detail: { name, kind } })
          await room.admit(createdBy, NOTHING_READ)
        })
        return row.id
      }
      const where = { createdBy, clientId: clientId ?? null }
      const found = await tx.room.findFirstOrThrow({ where, select: { id: true } })
      return found.id
    })
  }

  /** Finds or makes the direct room of these people; one, however many ask at once. `allow` may refuse a new one. */
  createDirect(
    directKey: string,
    userIds: [string, ...string[]],
    allow: (tx: Sql) => Promise<void>,
  ): Promise<string> {
    return this.postgres.transaction(async (tx) => {
      // Waits for another transaction that is making it; its room is then visible below.
      const made = await tx.$queryRaw<RoomRow[]>`
        INSERT INTO room AS r (id, kind, name, direct_key, created_by)
        VALUES (${uuidv7()}::uuid, 'direct', '', ${directKey}, ${userIds[0]}::uuid)
        ON CONFLICT (direct_key) DO NOTHING RETURNING ${ROOM_COLUMNS}`
      const [row] = made
      if (row) {
        await allow(tx)
        await this.seatAll(tx, row, userIds)
        return row.id
      }
      const found = await tx.room.findUniqueOrThrow({ where: { directKey }, select: { id: true } })
      return found.id
    })
  }

  /** The id of the default room, made by the first who asks. */
  ensureDefault(name: string): Promise<string> {
    return this.postgres.transaction(async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${DEFAULT_ROOM_LOCK})`
      const found = await tx.room.findFirst({ where: { isDefault: true, deletedAt: null } })
      if (found) return found.id
      const id = uuidv7()
      await tx.room.create({ data: { id, kind: 'public', name, isDefault: true } })
      return id
    })
  }

  private async seatAll(tx: Sql, row: RoomRow, userIds: [string, ...string[]]): Promise<void> {
    await this.decide(tx, { row, actorId: userIds[0] }, async (room) => {
      for (const userId of userIds) await room.admit(userId, NOTHING_READ)
    })
  }

  private async decide<T>(
    tx: Sql,
    { row, actorId }: { row: RoomRow; actorId: string },
    decide: (room: LockedRoom) => Promise<T>,
  ): Promise<T> {
    const room = new LockedRoom(tx, row, actorId)
    const result = await decide(room)
    await room.settle()
    return result
  }
}
