import { Injectable } from '@nestjs/common'
import { isQuiet } from '@papo/contract'
import { PresenceReader } from '../presence/presence.reader.js'
import { BEFORE_ALL } from '../room/cursor.js'
import { AttentionStore } from './attention.store.js'
import { PushQueue } from './push.queue.js'
import { type Recipient, RecipientStore, type Told } from './recipient.store.js'
import { secondsLeft } from './letter.js'

const BATCH = 500

/** Finds out who is told of a message on their devices. */
@Injectable()
export class NotifyService {
  constructor(
    private readonly store: RecipientStore,
    private readonly attention: AttentionStore,
    private readonly presence: PresenceReader,
    private readonly queue: PushQueue,
  ) {}

  /** May run again: a device that was told is not told twice. */
  async tell({ roomId, seq }: { roomId: string; seq: number }): Promise<void> {
    const message = await this.store.message(roomId, seq)
    if (!message || secondsLeft(message.at, new Date()) === 0) return
    for (let after: string | undefined = BEFORE_ALL; after !== undefined;) {
      const batch = await this.store.recipients(message, after, BATCH)
      await this.tellThose(message, await this.absent(message, batch))
      after = batch.length === BATCH ? batch.at(-1)?.userId : undefined
    }
  }

  /** Who is neither there, nor has read it, nor wants quiet at this hour. */
  private async absent({ roomId, seq }: Told, batch: Recipient[]): Promise<Recipient[]> {
    const now = new Date()
    const awake = batch.filter(
      ({ devices, dndHours }) => devices.length > 0 && !isQuiet({ dnd: false, dndHours }, now),
    )
    const ids = awake.map(({ userId }) => userId)
    const [read, seen] = await Promise.all([this.attention.readSeqs(roomId, ids), this.presence.of(ids)])
    return awake.filter(({ userId, readSeq }) => {
      const state = seen.get(userId)?.state
      // A tab that is in use tells by itself.
      if (state === 'online' || state === 'dnd') return false
      return (read.get(userId) ?? Number(readSeq)) < seq
    })
  }

  private async tellThose({ roomId, seq }: Told, recipients: Recipient[]): Promise<void> {
    if (recipients.length === 0) return
    const waiting = await this.store.waiting(recipients.map(({ userId }) => userId))
    await this.queue.add(
      recipients.flatMap(({ userId, meant, devices }) =>
        devices.map((deviceId) => {
          const unread = waiting.get(userId) ?? 0
          return { deviceId, userId, roomId, seq, urgent: meant, unread }
        }),
      ),
    )
  }
}
