import { Inject, Injectable } from '@nestjs/common'
import { Bucket } from '../bucket/bucket.js'
import { isUnavailable } from '../errors.js'
import { LOGGER, type Logger } from '../logger.js'
import { MediaQueue } from '../media/media.queue.js'
import { ControlLog } from '../realtime/control.log.js'
import { EraserService } from './eraser.service.js'
import { FILES, isOurs, originalKey, UPLOADS } from './file.keys.js'
import { SweepStore } from './sweep.store.js'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** After that, a file's job is taken for lost. */
const CHECK_MS = MINUTE_MS
const PENDING_MS = DAY_MS
/** So long its owner can ask why. */
const REFUSED_MS = DAY_MS
const UNUSED_MS = 7 * DAY_MS
const STRAY_MS = 48 * HOUR_MS
/** Longer than a link holds by which a browser sends, also what nobody awaits any more. */
const STRAY_UPLOAD_MS = 2 * HOUR_MS
const AT_ONCE = 500

const since = (ms: number) => new Date(Date.now() - ms)

/** Takes away what uploads, deletions and dead processes left: rows, and bytes without a row. */
@Injectable()
export class FileSweeper {
  /** Where the walk through the bucket goes on. */
  private readonly walked = new Map<string, string>()

  constructor(
    private readonly store: SweepStore,
    private readonly eraser: EraserService,
    private readonly bucket: Bucket,
    private readonly queue: MediaQueue,
    private readonly control: ControlLog,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Some of each kind; the next sweep goes on. */
  async sweep(): Promise<void> {
    await this.attempt('checks', () => this.checkAgain())
    await this.attempt('uploads that never came', () => this.expire())
    await this.attempt('unused files', () => this.store.dropUnused(since(UNUSED_MS), AT_ONCE))
    await this.attempt('refused files', () => this.erase('refused', since(REFUSED_MS)))
    await this.attempt('files that are gone', () => this.erase('gone', new Date()))
    await this.attempt('uploads in parts', () => this.abortStale())
    for (const prefix of [UPLOADS, FILES]) await this.attempt('stray files', () => this.walk(prefix))
  }

  private async checkAgain(): Promise<void> {
    const rows = await this.store.resting({ state: 'checking', before: since(CHECK_MS), take: AT_ONCE })
    for (const { id } of rows) this.queue.check(id)
  }

  private async expire(): Promise<void> {
    const expired = await this.store.expire(since(PENDING_MS), AT_ONCE)
    for (const { id, userId } of expired)
      if (userId) await this.control.say({ type: 'upload.changed', userId, fileId: id })
    await this.eraser.eraseBytes(expired)
  }

  private async erase(state: 'refused' | 'gone', before: Date): Promise<void> {
    await this.eraser.erase(await this.store.resting({ state, before, take: AT_ONCE }))
  }

  private async abortStale(): Promise<void> {
    for (const { key, multipartId } of await this.bucket.staleParts(since(STRAY_MS)))
      if (isOurs(key)) await this.bucket.abortParts(key, multipartId)
  }

  /** A page of the bucket, from where the last one ended; at the end it begins anew. */
  private async walk(prefix: string): Promise<void> {
    const page = await this.bucket.list(prefix, this.walked.get(prefix))
    const last = page.at(-1)
    if (last) this.walked.set(prefix, last.key)
    else this.walked.delete(prefix)
    const before = since(prefix === UPLOADS ? STRAY_UPLOAD_MS : STRAY_MS)
    const old = page.filter(({ key, at }) => isOurs(key) && at < before).map(({ key }) => key)
    if (old.length === 0) return
    const rowOf = (key: string) => (prefix === FILES ? originalKey(key) : key)
    const known = await this.store.known([...new Set(old.map(rowOf))])
    await this.bucket.delete(old.filter((key) => !known.has(rowOf(key))))
  }

  /** A store that is away fails no job: the next sweep comes soon. */
  private async attempt(what: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!isUnavailable(error)) throw error
      this.logger.warn({ what, err: error }, 'a sweep is postponed')
    }
  }
}
