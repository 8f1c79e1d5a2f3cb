import type { AuditEntry, MemberRole, RoomEventType } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { swapAvatar } from '../file/avatar.store.js'
import type { Sql } from '../infra/postgres.js'
import { formatStanding } from '../log/standing.js'
import { toStanding, type ReadPosition, type Seat } from '../member/member.store.js'
import type { RoomRow } from './room.store.js'

type RoomPatch = Partial<
  Pick<RoomRow, 'name' | 'topic' | 'kind' | 'previews' | 'avatarFileId' | 'retentionDays'>
>
type Event = { type: RoomEventType; data: object }
type Measure = Pick<AuditEntry, 'action' | 'detail'> & { userId?: string }

/**
 * A room whose row this transaction holds, so that changes to its people come one after another: counts,
 * ranks and the last owner are what they seem. Every change brings the event that tells of it, and every
 * measure its entry in the room's audit log.
 */
export class LockedRoom {
  private joined = 0

  constructor(
    readonly tx: Sql,
    readonly row: RoomRow,
    readonly actorId: string,
  ) {}

  /** Undefined for who was never here. */
  async seat(userId: string): Promise<Seat | undefined> {
    const where = { roomId_userId: { roomId: this.row.id, userId } }
    return ((await this.tx.membership.findUnique({ where })) ?? undefined) as Seat | undefined
  }

  /** Makes `userId` a member, of an empty room its owner: a room with people has one, but for a direct room. */
  async admit(userId: string, read: ReadPosition): Promise<void> {
    const empty = this.row.memberCount + this.joined === 0
    const role = empty && this.row.kind !== 'direct' ? 'owner' : 'member'
    const fresh = { role, state: 'active', joinedAt: new Date() }
    const where = { roomId_userId: { roomId: this.row.id, userId } }
    const seat = (await this.tx.membership.upsert({
      where,
      // What was said before one came counts as read; who comes back goes on where they stopped.
      create: { ...where.roomId_userId, ...fresh, readSeq: read.seq, readOrdinal: read.ordinal },
      update: { ...fresh, version: { increment: 1 } },
    })) as Seat
    this.joined++
    await this.tell({ type: 'member.joined', data: { userId, role } }, seat)
    if (userId !== this.actorId && this.row.kind !== 'direct')
      await this.record({ action: 'member.added', userId })
  }

  /** Ends a membership, or bars who is not in the room from coming back. */
  async dismiss(seat: Seat, state: 'left' | 'removed' | 'banned'): Promise<void> {
    if (seat.state === 'active') this.joined--
    const after = await this.change(seat, { state, role: 'member' })
    const { userId } = seat
    if (state === 'left') return this.tell({ type: 'member.left', data: { userId } }, after)
    const banned = state === 'banned' ? { banned: true } : {}
    await this.tell({ type: 'member.removed', data: { userId, ...banned } }, after)
    await this.record({ action: `member.${state}`, userId })
  }

  /** Lifts a ban. Nobody in the room notices, so no event tells of it. */
  async pardon(seat: Seat): Promise<void> {
    await this.change(seat, { state: 'removed' })
    await this.record({ action: 'member.unbanned', userId: seat.userId })
  }

  /** Gives a member another role or mute. */
  async update(seat: Seat, to: { role?: MemberRole; mutedUntil?: Date | null }): Promise<void> {
    const after = await this.change(seat, to)
    const mute = to.mutedUntil === undefined ? {} : { mutedUntil: to.mutedUntil?.toISOString() ?? null }
    const data = { userId: seat.userId, role: after.role, ...mute }
    await this.tell({ type: 'member.updated', data }, after)
    const { userId } = seat
    if (to.role) await this.record({ action: 'member.role', userId, detail: { role: to.role } })
    if (to.mutedUntil === null) await this.record({ action: 'member.unmuted', userId })
    if (to.mutedUntil)
      await this.record({ action: 'member.muted', userId, detail: { until: to.mutedUntil.toISOString() } })
  }

  async hasOtherOwner(userId: string): Promise<boolean> {
    const where = { roomId: this.row.id, state: 'active', role: 'owner', userId: { not: userId } }
    return (await this.tx.membership.findFirst({ where, select: { userId: true } })) !== null
  }

  /** Who has been here longest, admins before members. */
  async heir(exceptUserId: string): Promise<Seat | undefined> {
    const others = { roomId: this.row.id, state: 'active', userId: { not: exceptUserId } }
    const orderBy = [{ role: 'asc' as const }, { joinedAt: 'asc' as const }] // 'admin' sorts before 'member'
    return ((await this.tx.membership.findFirst({ where: others, orderBy })) ?? undefined) as Seat | undefined
  }

  async patch(patch: RoomPatch): Promise<void> {
    const { id, avatarFileId: before } = this.row
    const { avatarFileId: after } = patch
    if (after !== undefined) await swapAvatar(this.tx, { before, after, userId: this.actorId, roomId: id })
    await this.tx.room.update({ where: { id: this.row.id }, data: { ...patch, version: { increment: 1 } } })
    await this.tell({ type: 'room.updated', data: patch })
    await this.record({ action: 'room.updated', detail: patch })
  }

  /** Notes who did what, for owners and admins to read. Neither bodies nor codes belong into `detail`. */
  async record({ action, userId, detail }: Measure): Promise<void> {
    const data = { id: uuidv7(), roomId: this.row.id, actorId: this.actorId, action, userId: userId ?? null }
    await this.tx.auditEntry.create({ data: { ...data, ...(detail ? { detail } : {}) } })
  }

  /** Everyone is out at once. The rows stay, so that what was said keeps its place. */
  async delete(): Promise<void> {
    const data = { deletedAt: new Date(), memberCount: 0, version: { increment: 1 } }
    await this.tx.room.update({ where: { id: this.row.id }, data })
    await this.tx.membership.updateMany({
      where: { roomId: this.row.id, state: 'active' },
      data: { state: 'left', role: 'member', version: { increment: 1 } },
    })
    const gone = { state: 'gone', touchedAt: new Date() }
    await this.tx.file.updateMany({ where: { roomId: this.row.id, state: { not: 'gone' } }, data: gone })
    await this.tell({ type: 'room.deleted', data: {} })
  }

  /** Brings the number of members up to date; the last step of the transaction. */
  async settle(): Promise<void> {
    if (this.joined === 0) return
    const data = { memberCount: { increment: this.joined } }
    await this.tx.room.update({ where: { id: this.row.id }, data, select: { id: true } })
  }

  private async change(
    seat: Seat,
    data: Partial<Pick<Seat, 'state' | 'role' | 'mutedUntil'>>,
  ): Promise<Seat> {
    const where = { roomId_userId: { roomId: this.row.id, userId: seat.userId } }
    return (await this.tx.membership.update({ where, data: { ...data, version: { increment: 1 } } })) as Seat
  }

  // By the database's clock while the lock is held: instances' clocks may differ, the order may not.
  private async tell({ type, data }: Event, seat?: Seat): Promise<void> {
    const standing = seat ? formatStanding(toStanding(seat)) : null
    await this.tx.$executeRaw`
      INSERT INTO pending_event (id, room_id, actor_id, type, data, user_id, version, standing, created_at)
      VALUES (${uuidv7()}::uuid, ${this.row.id}::uuid, ${this.actorId}::uuid, ${type}, ${JSON.stringify(data)}::jsonb,
        ${seat?.userId ?? null}::uuid, ${seat?.version ?? 0}, ${standing}, clock_timestamp())`
  }
}
