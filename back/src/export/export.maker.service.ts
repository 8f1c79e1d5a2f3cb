import { Inject, Injectable } from '@nestjs/common'
import { z } from 'zod'
import { Bucket } from '../bucket/bucket.js'
import { isUnavailable } from '../errors.js'
import { LOGGER, type Logger } from '../logger.js'
import { type Export, ExportStore, type Place } from './export.store.js'
import { OwnDataStore, START } from './own.data.store.js'

const MESSAGES_AT_ONCE = 5_000
const PART_LINES = 20_000
const EXPORTS_AT_ONCE = 10
const place = z.object({ roomId: z.uuid(), clientId: z.uuid() })

const toLines = (rows: object[]): string =>
  rows
    .map((row) => `${JSON.stringify(row, (_, v: unknown) => (typeof v === 'bigint' ? Number(v) : v))}\n`)
    .join('')

/**
 * Writes people's own data into the bucket, part after part. The row says up to where: a worker that dies loses the part
 * that it was at, and the next one writes it again under the same key.
 */
@Injectable()
export class ExportMaker {
  constructor(
    private readonly exports: ExportStore,
    private readonly data: OwnDataStore,
    private readonly bucket: Bucket,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Makes what waits, and erases what is over. A store that is away fails no job: the next sweep comes soon. */
  async sweep(): Promise<void> {
    try {
      for (const one of await this.exports.waiting(EXPORTS_AT_ONCE)) await this.make(one)
      for (const one of await this.exports.over(EXPORTS_AT_ONCE)) await this.erase(one)
    } catch (error) {
      if (!isUnavailable(error)) throw error
      this.logger.warn({ err: error }, 'exports wait')
    }
  }

  private async make(row: Export): Promise<void> {
    let one = row
    for (;;) {
      const from = place.safeParse(one.cursor).data
      const { text, next } = await this.part(one, from)
      const bytes = Buffer.from(text)
      await this.bucket.write(`${one.key}/${one.parts + 1}`, bytes, 'application/octet-stream')
      if (!(await this.exports.wrote(one, bytes.length, next))) return
      one = { ...one, parts: one.parts + 1, cursor: next }
      if (!next) break
    }
    await this.exports.finish(one.id)
    this.logger.info({ userId: one.userId, parts: one.parts }, 'an export is ready')
  }

  /** From `from` on, or from the beginning. `next` null: that was all. */
  private async part(
    { userId }: Export,
    from: Place | undefined,
  ): Promise<{ text: string; next: Place | null }> {
    const texts: string[] = from ? [] : [toLines(await this.data.head(userId))]
    let at = from ?? (await this.roomAfter(userId, START))
    let lines = 0
    while (at && lines < PART_LINES) {
      if (at.clientId === START) texts.push(toLines(await this.data.reactions(userId, at.roomId)))
      const messages = await this.data.messages(userId, at, MESSAGES_AT_ONCE)
      texts.push(toLines(messages))
      lines += messages.length
      const last = messages.at(-1)
      at =
        last && messages.length === MESSAGES_AT_ONCE
          ? { roomId: at.roomId, clientId: last.clientId }
          : await this.roomAfter(userId, at.roomId)
    }
    return { text: texts.join(''), next: at ?? null }
  }

  private async roomAfter(userId: string, after: string): Promise<Place | undefined> {
    const roomId = await this.data.roomAt(userId, after)
    return roomId === undefined ? undefined : { roomId, clientId: START }
  }

  /** Bytes first: a row remains while they may. Also a part whose row was never told of. */
  private async erase({ id, key, parts }: Export): Promise<void> {
    await this.bucket.delete(Array.from({ length: parts + 1 }, (_, i) => `${key}/${i + 1}`))
    await this.exports.forget(id)
  }
}
