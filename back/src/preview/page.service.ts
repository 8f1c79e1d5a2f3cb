import { createHash } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import { LOGGER, type Logger } from '../logger.js'
import { Outside } from '../outside/outside.js'
import { OutsideError } from '../outside/outside.error.js'
import { textOf } from './charset.js'
import { type Page, readPage } from './page.js'
import { PictureService } from './picture.service.js'
import { PreviewStore, type Shown } from './preview.store.js'
import { TurnStore } from './turn.store.js'

const HTML = { types: ['text/html', 'application/xhtml+xml'], bytesMax: 524_288, cut: true, redirectsMax: 3 }
const DAY_SECONDS = 86_400
const HOUR_SECONDS = 3_600
/** Longer than a page and its picture take. */
const TURN_MS = 30_000
const HOST_EVERY_MS = 1_000

/** Somebody else asks for the page just now, or its host was asked a moment ago. */
export class NotYet extends Error {}

/** What there is to be shown of web pages: asked for once, however many messages have the link. */
@Injectable()
export class PageService {
  constructor(
    private readonly outside: Outside,
    private readonly store: PreviewStore,
    private readonly turns: TurnStore,
    private readonly pictures: PictureService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Null: nothing. @throws NotYet */
  async of(link: string): Promise<Shown | null> {
    const url = new URL(link)
    url.hash = ''
    const hash = createHash('sha256').update(url.href).digest('base64url')
    const known = await this.store.find(hash)
    if (known !== undefined) return known
    if (!(await this.turns.take(hash, TURN_MS))) throw new NotYet()
    try {
      if (!(await this.turns.take(`host:${url.host}`, HOST_EVERY_MS))) throw new NotYet()
      return await this.ask(url, hash)
    } finally {
      await this.turns.giveBack(hash)
    }
  }

  private async ask(url: URL, hash: string): Promise<Shown | null> {
    const page = await this.read(url)
    if (!page) {
      await this.store.save(hash, null, HOUR_SECONDS)
      return null
    }
    const { imageUrl, ...words } = page
    const image = imageUrl === undefined ? undefined : await this.pictures.keep(imageUrl)
    const shown = { ...words, ...(image && { image }) }
    await this.store.save(hash, shown, imageUrl !== undefined && !image ? HOUR_SECONDS : DAY_SECONDS)
    return shown
  }

  private async read(address: URL): Promise<Page | undefined> {
    try {
      const { status, url, headers, body } = await this.outside.fetch(address.href, HTML)
      return status === 200 ? readPage(textOf(body, headers['content-type'] ?? ''), url) : undefined
    } catch (error) {
      if (!(error instanceof OutsideError)) throw error
      this.logger.debug({ reason: error.reason }, 'no preview')
      return undefined
    }
  }
}
