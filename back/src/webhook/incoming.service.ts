import { createHash, randomBytes } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import { type Accepted, LIMITS, type Request, type Response } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { AccountStore } from '../auth/account.store.js'
import { BotAccounts } from '../auth/bot.accounts.js'
import { ChatError, notFound } from '../errors.js'
import { Limiter } from '../limit/limiter.js'
import { RoomHeadsStore } from '../list/room.heads.store.js'
import { LOGGER, type Logger } from '../logger.js'
import { MemberService } from '../member/member.service.js'
import { requireRunner } from '../member/seats.js'
import { MessageService } from '../message/message.service.js'
import { ChangeStore } from '../room/change.store.js'
import { PendingService } from '../room/pending.service.js'
import { IncomingStore } from './incoming.store.js'
import { bodyOf, clientIdOf } from './incoming.text.js'

/** 192 bits: nobody finds a secret by trying. */
const SECRET_BYTES = 24
const hashOf = (secret: string) => createHash('sha256').update(secret).digest('base64url')
type Saying = Request<'sayByWebhook'> & { secret: string; address: string }

/** Secret addresses by which programs speak in a room. Each has a bot of its own, a member of that room alone. */
@Injectable()
export class IncomingService {
  constructor(
    private readonly store: IncomingStore,
    private readonly changes: ChangeStore,
    private readonly members: MemberService,
    private readonly accounts: AccountStore,
    private readonly fresh: BotAccounts,
    private readonly heads: RoomHeadsStore,
    private readonly pending: PendingService,
    private readonly messages: MessageService,
    private readonly limiter: Limiter,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async list(userId: string, roomId: string): Promise<Response<'incomingWebhooks'>> {
    await this.members.requireRunner(roomId, userId)
    return { items: await this.store.of(roomId) }
  }

  /** The only time that the secret is told. @throws ChatError `conflict`, `forbidden`, `not_found` */
  async create(
    actorId: string,
    roomId: string,
    { name }: Request<'createIncomingWebhook'>,
  ): Promise<Response<'madeIncomingWebhook'>> {
    await this.limiter.spend('roomOperations', actorId)
    await this.members.requireRunner(roomId, actorId)
    const [id, secret] = [uuidv7(), randomBytes(SECRET_BYTES).toString('base64url')]
    const username = `hook.${randomBytes(6).toString('hex')}`
    const bot = await this.fresh.bot({ username, displayName: name })
    const read = await this.heads.now(roomId, bot.id)
    await this.changes.change({ roomId, actorId }, async (room) => {
      await requireRunner(room, 'make a webhook')
      if ((await this.store.of(roomId, room.tx)).length >= LIMITS.webhooksMax)
        throw new ChatError('conflict', 'This room has too many webhooks: delete one first.')
      const made = await this.accounts.create(room.tx, bot)
      if (typeof made === 'string') throw new ChatError('conflict', 'Try again.')
      const webhook = { id, roomId, userId: bot.id, secretHash: hashOf(secret), createdBy: actorId }
      await this.store.insert(room.tx, webhook)
      await room.admit(bot.id, read)
      await room.record({ action: 'webhook.created', userId: bot.id, detail: { webhookId: id } })
    })
    await this.pending.announce(roomId)
    const webhook = (await this.store.of(roomId)).find((one) => one.id === id)
    if (!webhook) throw noSuchWebhook() // it was deleted meanwhile
    return { webhook, secret }
  }

  /** Its bot leaves the room; what it said stays. */
  async delete(actorId: string, roomId: string, id: string): Promise<void> {
    await this.limiter.spend('roomOperations', actorId)
    await this.changes.change({ roomId, actorId }, async (room) => {
      await requireRunner(room, 'delete a webhook')
      const userId = await this.store.revoke(room.tx, roomId, id)
      if (!userId) throw noSuchWebhook()
      const seat = await room.seat(userId)
      if (seat?.state === 'active') await room.dismiss(seat, 'removed')
      await room.record({ action: 'webhook.deleted', userId, detail: { webhookId: id } })
    })
    await this.pending.announce(roomId)
  }

  /**
   * Through the same limits, the same log and the same keys against saying a thing twice as any message.
   * @throws ChatError `not_found` for whatever reason it may not be said
   */
  async say({ secret, address, idempotencyKey, ...said }: Saying): Promise<Accepted> {
    const body = bodyOf(said)
    const line = await this.store.bySecret(hashOf(secret))
    if (!line) throw noSuchWebhook()
    const { id, roomId, userId } = line
    const clientId = clientIdOf(id, idempotencyKey)
    try {
      const accepted = await this.messages.send({ userId, address }, { roomId, clientId, body })
      this.store.used(id).catch((error: unknown) => this.logger.warn({ err: error }, 'use not noted'))
      return accepted
    } catch (error) {
      const hidden = error instanceof ChatError && ['forbidden', 'not_found'].includes(error.code)
      throw hidden ? noSuchWebhook() : error
    }
  }
}

const noSuchWebhook = () => notFound('webhook')
