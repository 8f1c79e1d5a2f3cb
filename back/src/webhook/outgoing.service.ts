import { Injectable } from '@nestjs/common'
import { LIMITS, type OutgoingWebhook, type Request, type Response } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { ChatError, notFound } from '../errors.js'
import { Limiter } from '../limit/limiter.js'
import { MemberService } from '../member/member.service.js'
import { requireRunner } from '../member/seats.js'
import { ChangeStore } from '../room/change.store.js'
import { OutgoingStore } from './outgoing.store.js'
import { makeSecret } from './signature.js'

type Place = { roomId: string; webhookId: string }

/** Addresses outside that a room's owners and admins have told of what happens in it. */
@Injectable()
export class OutgoingService {
  constructor(
    private readonly store: OutgoingStore,
    private readonly changes: ChangeStore,
    private readonly members: MemberService,
    private readonly limiter: Limiter,
  ) {}

  async list(userId: string, roomId: string): Promise<Response<'outgoingWebhooks'>> {
    await this.members.requireRunner(roomId, userId)
    return { items: await this.store.of(roomId) }
  }

  /** The only time that the secret is told. @throws ChatError `conflict`, `forbidden`, `not_found` */
  async create(
    actorId: string,
    roomId: string,
    { url, events }: Request<'createOutgoingWebhook'>,
  ): Promise<Response<'madeOutgoingWebhook'>> {
    await this.limiter.spend('roomOperations', actorId)
    const [id, secret] = [uuidv7(), makeSecret()]
    await this.changes.change({ roomId, actorId }, async (room) => {
      await requireRunner(room, 'make a webhook')
      if ((await this.store.of(roomId, room.tx)).length >= LIMITS.webhooksMax)
        throw new ChatError('conflict', 'This room has too many webhooks: delete one first.')
      await this.store.insert(room.tx, {
        id,
        roomId,
        url,
        events: unique(events),
        secret,
        createdBy: actorId,
      })
      await room.record({ action: 'webhook.created', detail: { webhookId: id } })
    })
    return { webhook: await this.one(roomId, id), secret }
  }

  async update(
    actorId: string,
    place: Place,
    { url, events, enabled }: Request<'updateOutgoingWebhook'>,
  ): Promise<Response<'outgoingWebhook'>> {
    await this.limiter.spend('roomOperations', actorId)
    const { roomId, webhookId } = place
    await this.changes.change({ roomId, actorId }, async (room) => {
      await requireRunner(room, 'change a webhook')
      const changed = await this.store.update(room.tx, place, {
        url,
        ...(events ? { events: unique(events) } : {}),
        ...(enabled === true ? { enabledBy: actorId } : {}),
        ...(enabled === false ? { off: true } : {}),
      })
      if (!changed) throw noSuchWebhook()
    })
    return { webhook: await this.one(roomId, webhookId) }
  }

  async delete(actorId: string, place: Place): Promise<void> {
    await this.limiter.spend('roomOperations', actorId)
    await this.changes.change({ roomId: place.roomId, actorId }, async (room) => {
      await requireRunner(room, 'delete a webhook')
      if (!(await this.store.delete(room.tx, place))) throw noSuchWebhook()
      await room.record({ action: 'webhook.deleted', detail: { webhookId: place.webhookId } })
    })
  }

  async deliveries(userId: string, place: Place): Promise<Response<'webhookDeliveries'>> {
    await this.members.requireRunner(place.roomId, userId)
    await this.one(place.roomId, place.webhookId)
    return { items: await this.store.deliveries(place) }
  }

  async repeat(userId: string, place: Place, deliveryId: string): Promise<void> {
    await this.limiter.spend('roomOperations', userId)
    await this.members.requireRunner(place.roomId, userId)
    if (!(await this.store.repeat(place, deliveryId))) throw notFound('delivery')
  }

  private async one(roomId: string, id: string): Promise<OutgoingWebhook> {
    const found = (await this.store.of(roomId)).find((webhook) => webhook.id === id)
    if (!found) throw noSuchWebhook()
    return found
  }
}

const unique = <T>(all: T[]): T[] => [...new Set(all)]
const noSuchWebhook = () => notFound('webhook')
