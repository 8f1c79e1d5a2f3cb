import { Injectable } from '@nestjs/common'
import type { Accepted } from '@papo/contract'
import { ChatError } from '../errors.js'
import { Limiter } from '../limit/limiter.js'
import { HeadStore } from '../log/head.store.js'
import { shardOf } from '../log/keys.js'
import { type Append, type Appended, type Lookup, RoomLog } from '../log/room.log.js'
import { PersistQueue } from '../persist/persist.queue.js'
import type { Caller } from '../realtime/ack.js'
import { MemberService } from '../member/member.service.js'
import { madeAtMs } from './client.id.js'
import { MessageStore } from './message.store.js'

/** Who asks, and from where: what limits go by. */
export type Sender = Pick<Caller, 'userId' | 'address'>
type Command = Omit<Append, 'actorId' | 'member' | 'decided'>
type Asked = Pick<Append, 'roomId' | 'actorId' | 'clientId' | 'digest'>

/** Each epoch that begins meanwhile asks for another one. */
const LOOKUPS = 3

/** The one way of users' events into a room's log. */
@Injectable()
export class AppendService {
  constructor(
    private readonly limiter: Limiter,
    private readonly log: RoomLog,
    private readonly heads: HeadStore,
    private readonly messages: MessageStore,
    private readonly members: MemberService,
    private readonly queue: PersistQueue,
  ) {}

  /** @throws ChatError conflict, forbidden, not_found, rate_limited, unavailable (then the same clientId may be sent again) */
  async append(sender: Sender, command: Command): Promise<Accepted> {
    await this.limiter.spendMessage(sender.userId, sender.address)
    const full = { ...command, actorId: sender.userId }
    try {
      return await this.appendNew(full)
    } catch (error) {
      // The log knows members, not who may know of the room: to a stranger a private one does not exist.
      if (error instanceof ChatError && error.code === 'forbidden')
        await this.members.require(command.roomId, sender.userId)
      throw error
    }
  }

  /** The first answer to what is stored. @throws ChatError `conflict` if the clientId was used for something else */
  async stored({ roomId, actorId, clientId, digest }: Asked): Promise<Accepted | undefined> {
    const known = await this.messages.known(roomId, actorId, clientId)
    if (!known) return undefined
    if (known.digest !== digest) throw new ChatError('conflict', 'This clientId was used for something else.')
    const head = (await this.heads.heads([roomId])).get(roomId)
    return {
      epoch: known.epoch,
      seq: known.seq,
      at: known.at,
      persisted: Math.max(head?.persisted ?? 0, known.seq),
    }
  }

  /** A clientId that Redis may have forgotten is looked up in PostgreSQL between two tries. */
  private async appendNew(command: Append): Promise<Accepted> {
    let proof: number | Lookup = madeAtMs(command.clientId) ?? 0
    for (let lookups = 0; lookups <= LOOKUPS; lookups++) {
      const appended: Appended | Lookup = await this.log.tryAppend(command, proof)
      if (!('lookupIn' in appended)) return this.done(command.roomId, appended)
      const stored = await this.stored(command)
      if (stored) return stored
      proof = appended
    }
    throw new ChatError('unavailable', 'The room is being restored, try again.')
  }

  /** The worker is woken after the ack has left. */
  private done(roomId: string, { epoch, seq, at, persisted, dirtied }: Appended): Accepted {
    if (dirtied) setImmediate(() => this.queue.wake(shardOf(roomId)))
    return { epoch, seq, at, persisted }
  }
}
