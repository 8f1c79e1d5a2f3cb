import { Inject, Injectable } from '@nestjs/common'
import { CONFIG, type Config } from '../config.js'
import { PresenceReader } from '../presence/presence.reader.js'
import { BEFORE_ALL } from '../room/cursor.js'
import { DigestStore, type Missed, type Reader } from './digest.store.js'
import { letterOf, oneLine } from './letter.js'
import { type DigestJob, MailQueue } from './mail.queue.js'
import { mailTexts } from './mail.texts.js'
import { Mailer } from './mailer.js'

const AT_ONCE = 200
const ROOMS_SHOWN = 10
const AUTHORS_SHOWN = 3

/** Writes to people about mentions that they missed: where, by whom and how often, and nothing of what was said. */
@Injectable()
export class DigestService {
  private readonly home: string

  constructor(
    private readonly store: DigestStore,
    private readonly presence: PresenceReader,
    private readonly queue: MailQueue,
    private readonly mailer: Mailer,
    @Inject(CONFIG) config: Config,
  ) {
    this.home = config.FRONTEND_URL[0] ?? ''
  }

  /** Finds everyone to whom a letter is due. Who cannot be handed on, as Redis is away, stays due. */
  async look(): Promise<void> {
    for (let after = BEFORE_ALL; ;) {
      const due = await this.store.due(after, AT_ONCE)
      const away = await this.away(due.map(({ userId }) => userId))
      await this.store.claim([...away], (claimed) =>
        this.queue.addDigests(due.filter(({ userId }) => claimed.has(userId))),
      )
      const last = due.at(-1)
      if (!last || due.length < AT_ONCE) return
      after = last.userId
    }
  }

  /** Unless it was read meanwhile, or they are here again. */
  async send(job: DigestJob): Promise<void> {
    const reader = await this.store.reader(job.userId)
    const missed = reader ? await this.store.missed(job) : []
    if (!reader || missed.length === 0 || (await this.away([job.userId])).size === 0) return
    await this.mailer.send({ ...this.letterTo(reader, missed), userId: job.userId, to: reader.email })
  }

  private async away(userIds: string[]): Promise<Set<string>> {
    const seen = await this.presence.of(userIds)
    const isHere = (id: string) => ['online', 'dnd'].includes(seen.get(id)?.state ?? 'offline')
    return new Set(userIds.filter((id) => !isHere(id)))
  }

  private letterTo({ displayName, language }: Reader, missed: Missed[]) {
    const { greeting, digest } = mailTexts(language)
    const total = missed.reduce((sum, { count }) => sum + count, 0)
    const rooms = missed.slice(0, ROOMS_SHOWN).map(({ roomId, kind, name, count, seq, authors }) => {
      const by = namesOf(authors, digest.others)
      const text = kind === 'direct' ? digest.direct(count, by) : digest.room(oneLine(name), count, by)
      return { text, link: { label: digest.label, url: `${this.home}/#/rooms/${roomId}/${seq}` } }
    })
    const more = missed.length - rooms.length
    const lines = [{ text: `${greeting(oneLine(displayName))} ${digest.text}` }, ...rooms]
    const settings = `${this.home}/#/settings/notifications`
    const letter = letterOf(
      digest.subject(total),
      more > 0 ? [...lines, { text: digest.more(more) }] : lines,
      { text: digest.smallPrint, link: { label: digest.settings, url: settings } },
    )
    return { ...letter, headers: { 'List-Unsubscribe': `<${settings}>` } }
  }
}

function namesOf(authors: string[], others: (names: string, count: number) => string): string {
  const names = authors.slice(0, AUTHORS_SHOWN).map(oneLine).join(', ')
  const more = authors.length - AUTHORS_SHOWN
  return more > 0 ? others(names, more) : names
}
