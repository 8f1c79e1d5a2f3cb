import { Inject, Injectable } from '@nestjs/common'
import type { Message, Preview, RoomEvent } from '@papo/contract'
import { SettingStore } from '../admin/setting.store.js'
import { CONFIG, type Config } from '../config.js'
import { EpochLog } from '../log/epoch.log.js'
import { shardOf } from '../log/keys.js'
import { RoomLog } from '../log/room.log.js'
import { fold } from '../message/fold.js'
import { MessageStore } from '../message/message.store.js'
import { TailStore } from '../message/tail.store.js'
import { PersistQueue } from '../persist/persist.queue.js'
import { type Due, dueOf, type Told } from './due.js'
import { firstLink } from './link.js'
import { PageService } from './page.service.js'
import { SubjectStore } from './subject.store.js'

/** Gives a message the preview that its first link has, or takes away one whose link is gone. */
@Injectable()
export class PreviewService {
  constructor(
    private readonly subjects: SubjectStore,
    private readonly messages: MessageStore,
    private readonly tails: TailStore,
    private readonly settings: SettingStore,
    private readonly pages: PageService,
    private readonly epochs: EpochLog,
    private readonly log: RoomLog,
    private readonly persist: PersistQueue,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * Any number of times, by any number of workers: to the same effect. `late`: there are to be no new ones.
   * @throws NotYet, ChatError `unavailable`
   */
  async attach(roomId: string, seq: number, { late = false } = {}): Promise<void> {
    const due = await this.due(roomId, seq, late)
    if (!due) return
    const preview = await this.previewOf(due)
    // Meanwhile it may have been edited, deleted or taken away.
    const now = await this.due(roomId, seq, late)
    if (now?.clientId !== due.clientId || (!preview && !now.shown)) return
    if (await this.messages.known(roomId, due.authorId, due.clientId)) return
    const { authorId: actorId, clientId } = due
    const event = { roomId, actorId, clientId, type: 'preview.attached', digest: '', decided: true } as const
    const { dirtied } = await this.log.append({ ...event, data: { target: seq, preview } })
    if (dirtied) this.persist.wake(shardOf(roomId))
  }

  private async previewOf({ link }: Due): Promise<Preview | null> {
    const shown = link === undefined ? null : await this.pages.of(link)
    return shown && link !== undefined ? { url: link, ...shown } : null
  }

  private async due(
    roomId: string,
    seq: number,
    late: boolean,
  ): Promise<(Due & { shown: boolean }) | undefined> {
    const wanting = await this.subjects.wantsPreviews(roomId)
    const told = wanting === undefined ? undefined : await this.told(roomId, seq)
    if (!told) return undefined
    const shown = told.message.preview?.url
    const link = firstLink(told.message.body, this.config.FRONTEND_URL)
    const { previews = true } = await this.settings.read()
    // Where there are to be no new ones, those that are there stay with their links.
    const due = dueOf(told, (wanting && previews && !late) || link === shown ? link : undefined)
    return due && { ...due, shown: shown !== undefined }
  }

  /** As it stands with all that is in the log, also what is not stored yet. */
  private async told(roomId: string, seq: number): Promise<Told | undefined> {
    const { events } = await this.tails.of(roomId, await this.epochs.head(roomId))
    const stored = await this.messages.these(roomId, [seq])
    const found = new Map<number, Message>(stored.map((message) => [message.seq, message]))
    fold(found, events)
    const message = found.get(seq)
    if (!message) return undefined
    const changes = new Map((await this.subjects.changes(roomId, seq)).map((event) => [event.seq, event]))
    for (const event of events) if (isChangeOf(event, seq)) changes.set(event.seq, event)
    return { message, changes: [...changes.values()].sort((a, b) => a.seq - b.seq) }
  }
}

const isChangeOf = ({ type, data }: RoomEvent, seq: number) =>
  (type === 'message.edited' || type === 'preview.attached') && 'target' in data && data.target === seq
