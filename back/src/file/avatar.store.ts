import { ChatError } from '../errors.js'
import type { Sql } from '../infra/postgres.js'

type Swap = {
  before: string | null
  after: string | null
  /** Who chose it: a file of their own. */
  userId: string
  /** Whose picture it is to be; without it, the person's. */
  roomId?: string
}

/**
 * Takes a file for a picture, and gives up the one before, in the transaction that holds the row of whose picture it is.
 * @throws ChatError `invalid_payload` for anything but a clean file that was uploaded for this
 */
export async function swapAvatar(tx: Sql, { before, after, userId, roomId }: Swap): Promise<void> {
  if (before === after) return
  const purpose = roomId === undefined ? 'avatar' : 'room-avatar'
  const data = { touchedAt: new Date() }
  const place = { purpose, state: 'clean', roomId: roomId ?? null }
  if (after !== null) {
    const { count } = await tx.file.updateMany({ where: { ...place, id: after, userId }, data })
    if (count === 0) throw new ChatError('invalid_payload', 'avatarFileId: no such picture')
  }
  if (before !== null)
    await tx.file.updateMany({ where: { ...place, id: before }, data: { ...data, state: 'gone' } })
}
