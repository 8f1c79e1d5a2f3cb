import { Inject, Injectable } from '@nestjs/common'
import type { Accepted, CommandPayload, RoomEventType } from '@papo/contract'
import { ChatError, isUnavailable, notFound } from '../errors.js'
import { AttachmentService } from '../file/attachment.service.js'
import type { Place } from '../file/attachment.store.js'
import { WindowStore } from '../log/window.store.js'
import { LOGGER, type Logger } from '../logger.js'
import { MemberService } from '../member/member.service.js'
import { AppendService, type Sender } from './append.service.js'
import { digestOf } from './client.id.js'
import { mentionedIn } from './mentions.js'
import { MessageStore, type Target } from './message.store.js'

type Aimed = { roomId: string; clientId: string; seq: number }

/** More events than the hot window holds. */
const WINDOW = 2_000

/** What members say and do to messages. */
@Injectable()
export class MessageService {
  constructor(
    private readonly appends: AppendService,
    private readonly window: WindowStore,
    private readonly messages: MessageStore,
    private readonly members: MemberService,
    private readonly attachments: AttachmentService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async send(
    sender: Sender,
    { roomId, clientId, ...asked }: CommandPayload<'message:send'>,
  ): Promise<Accepted> {
    if (asked.replyTo !== undefined && !(await this.target(sender, roomId, asked.replyTo)))
      throw new ChatError('invalid_payload', 'replyTo: no such message in this room')
    if (asked.threadOf !== undefined) await this.requireRoot(sender, roomId, asked.threadOf)
    const type = 'message.sent'
    const digest = digestOf(type, asked)
    const { attachments: fileIds, ...said } = asked
    const place = { roomId, clientId, userId: sender.userId }
    const attachments = fileIds && (await this.attachments.take(place, fileIds))
    if (fileIds && !attachments) return this.asBefore(place, digest)
    const mentions = await this.mentions(sender, roomId, asked.body)
    const files = attachments ? { attachments } : {}
    const data = { ...said, ...files, ...(mentions.length > 0 ? { mentions } : {}) }
    try {
      return await this.appends.append(sender, { roomId, clientId, type, data, digest })
    } catch (error) {
      if (attachments) await this.attachments.giveBack(place, error)
      throw error
    }
  }

  /** Files that cannot be put into a message may be in it already: then it was stored. */
  private async asBefore({ roomId, userId, clientId }: Place, digest: string): Promise<Accepted> {
    await this.members.require(roomId, userId)
    const stored = await this.appends.stored({ roomId, actorId: userId, clientId, digest })
    if (stored) return stored
    throw new ChatError('invalid_payload', 'attachments: not all of them can be put into this message')
  }

  /** Only one's own. */
  async edit(sender: Sender, { body, ...aimed }: CommandPayload<'message:edit'>): Promise<Accepted> {
    const { authorId, deleted } = await this.require(sender, aimed)
    if (authorId !== sender.userId) throw new ChatError('forbidden', 'Only its author can edit a message.')
    if (deleted) throw notFound('message')
    const mentions = await this.mentions(sender, aimed.roomId, body)
    const derived = mentions.length > 0 ? { mentions } : {}
    return this.act(sender, aimed, { type: 'message.edited', asked: { body }, derived })
  }

  /** One's own, or as an admin or owner of the room anyone's. */
  async delete(sender: Sender, aimed: Aimed): Promise<Accepted> {
    await this.requireRight(sender, aimed, 'delete a message')
    return this.act(sender, aimed, { type: 'message.deleted' })
  }

  async pin(sender: Sender, aimed: Aimed, type: 'message.pinned' | 'message.unpinned'): Promise<Accepted> {
    if ((await this.require(sender, aimed)).deleted) throw notFound('message')
    return this.act(sender, aimed, { type })
  }

  /** The author's own, or any as an admin or owner of the room. */
  async removePreview(sender: Sender, aimed: Aimed): Promise<Accepted> {
    if ((await this.requireRight(sender, aimed, 'remove its preview')).deleted) throw notFound('message')
    return this.act(sender, aimed, { type: 'preview.attached', asked: { preview: null } })
  }

  async react(
    sender: Sender,
    { emoji, ...aimed }: Aimed & { emoji: string },
    type: 'reaction.added' | 'reaction.removed',
  ): Promise<Accepted> {
    if ((await this.require(sender, aimed)).deleted) throw notFound('message')
    return this.act(sender, aimed, { type, asked: { emoji } })
  }

  private async requireRight(sender: Sender, aimed: Aimed, what: string): Promise<Target> {
    const target = await this.require(sender, aimed)
    if (target.authorId === sender.userId) return target
    const { role } = await this.members.require(aimed.roomId, sender.userId)
    if (role === 'member') throw new ChatError('forbidden', `Only its author or an admin can ${what}.`)
    return target
  }

  /** `derived` is not part of what was asked: a retry may find it changed. */
  private act(
    sender: Sender,
    { roomId, clientId, seq }: Aimed,
    { type, asked = {}, derived = {} }: { type: RoomEventType; asked?: object; derived?: object },
  ): Promise<Accepted> {
    const digest = digestOf(type, { target: seq, ...asked })
    return this.appends.append(sender, {
      roomId,
      clientId,
      type,
      data: { target: seq, ...asked, ...derived },
      digest,
    })
  }

  /** A deleted message keeps its thread. */
  private async requireRoot({ userId }: Sender, roomId: string, seq: number): Promise<void> {
    await this.members.require(roomId, userId)
    const event = await this.window.at(roomId, seq)
    const sent = event?.type === 'message.sent' ? { inThread: event.data.threadOf !== undefined } : undefined
    const root = event ? sent : await this.messages.target(roomId, seq)
    if (!root) throw new ChatError('invalid_payload', 'threadOf: no such message in this room')
    if (root.inThread) throw new ChatError('invalid_payload', 'threadOf: this message is in a thread itself')
  }

  private async require(sender: Sender, { roomId, seq }: Aimed): Promise<Target> {
    const target = await this.target(sender, roomId, seq)
    if (!target) throw notFound('message')
    return target
  }

  /**
   * A message's author never changes, so it may be looked up before the append. Membership comes first:
   * nobody else learns which messages exist.
   */
  private async target(sender: Sender, roomId: string, seq: number): Promise<Target | undefined> {
    await this.members.require(roomId, sender.userId)
    const [recent, ...later] = await this.window.from(roomId, seq, WINDOW)
    if (recent?.seq !== seq) return this.messages.target(roomId, seq)
    if (recent.type !== 'message.sent') return undefined
    const deleted = later.some((event) => event.type === 'message.deleted' && event.data.target === seq)
    return { authorId: recent.actorId, deleted, inThread: recent.data.threadOf !== undefined }
  }

  private async mentions({ userId }: Sender, roomId: string, body: string): Promise<string[]> {
    const names = mentionedIn(body)
    if (names.length === 0) return []
    try {
      return await this.messages.membersNamed(roomId, names, userId)
    } catch (error) {
      if (!isUnavailable(error)) throw error
      // The message matters more than its highlight.
      this.logger.warn({ roomId, err: error }, 'mentions not recognised')
      return []
    }
  }
}
