import { Injectable } from '@nestjs/common'
import type { DataExport } from '@papo/contract'
import { Bucket } from '../bucket/bucket.js'
import { notFound } from '../errors.js'
import { JournalStore } from '../journal/journal.store.js'
import { Limiter } from '../limit/limiter.js'
import { ExportQueue } from './export.queue.js'
import { ExportStore } from './export.store.js'

const LINK_SECONDS = 60
const NUMBER = /^[1-9]\d{0,5}$/

/** One's own data, to take along. Links to it live a minute, and only its owner gets them. */
@Injectable()
export class ExportService {
  constructor(
    private readonly store: ExportStore,
    private readonly queue: ExportQueue,
    private readonly bucket: Bucket,
    private readonly limiter: Limiter,
    private readonly journal: JournalStore,
  ) {}

  list(userId: string): Promise<DataExport[]> {
    return this.store.of(userId)
  }

  /** One that still waits is the one. @throws ChatError `rate_limited` */
  async request(userId: string): Promise<DataExport> {
    const waiting = (await this.store.of(userId)).find(({ state }) => state === 'waiting')
    if (waiting) return waiting
    await this.limiter.spend('exportsOfUser', userId)
    const id = await this.store.create(userId)
    await this.journal.write({ action: 'export.requested', actorId: userId })
    this.queue.wake()
    const made = (await this.store.of(userId)).find((one) => one.id === id)
    if (!made) throw notFound('export')
    return made
  }

  /** @throws ChatError `not_found` */
  async link(userId: string, exportId: string, number: string): Promise<string> {
    const key = NUMBER.test(number) ? await this.store.keyOf(userId, exportId, Number(number)) : undefined
    if (!key) throw notFound('export')
    const handout = { type: 'application/octet-stream', name: `papo-${number}.jsonl`, inline: false }
    return this.bucket.signGet(key, handout, LINK_SECONDS)
  }
}
