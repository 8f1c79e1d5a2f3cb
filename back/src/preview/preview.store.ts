import { Injectable } from '@nestjs/common'
import type { Attachment } from '@papo/contract'
import { Postgres } from '../infra/postgres.js'
import type { Page } from './page.js'

/** What is shown of a page; the address is the link's own. */
export type Shown = Omit<Page, 'imageUrl'> & { image?: Attachment }
/** Where a picture's bytes are, and how many with its thumbnails. */
export type Kept = { key: string; uploadKey: string; storedBytes: number }

const FORGOTTEN_AT_ONCE = 20

/** What pages said of themselves, for as long as that is believed, and their pictures. */
@Injectable()
export class PreviewStore {
  constructor(private readonly postgres: Postgres) {}

  /** Null: the page has none. Undefined: nobody knows. */
  async find(urlHash: string): Promise<Shown | null | undefined> {
    const where = { urlHash, expiresAt: { gt: new Date() } }
    const row = await this.postgres.client.linkPreview.findFirst({ where, select: { page: true } })
    return row ? (row.page as Shown | null) : undefined
  }

  /** Also forgets some of what is not believed any more. */
  async save(urlHash: string, shown: Shown | null, seconds: number): Promise<void> {
    const page = shown ? JSON.stringify(shown) : null
    await this.postgres.client.$executeRaw`
      INSERT INTO link_preview (url_hash, page, expires_at)
      VALUES (${urlHash}, ${page}::jsonb, now() + ${seconds} * interval '1 second')
      ON CONFLICT (url_hash) DO UPDATE SET page = excluded.page, expires_at = excluded.expires_at`
    await this.postgres.client.$executeRaw`
      DELETE FROM link_preview WHERE url_hash IN (
        SELECT url_hash FROM link_preview WHERE expires_at < now() ORDER BY expires_at
        LIMIT ${FORGOTTEN_AT_ONCE} FOR UPDATE SKIP LOCKED)`
  }

  async addPicture(
    { fileId: id, width, height, blur, ...attachment }: Attachment,
    kept: Kept,
  ): Promise<void> {
    const shape = { width: width ?? null, height: height ?? null, blur: blur ?? null }
    const data = { id, ...attachment, ...shape, ...kept, purpose: 'preview', state: 'clean' }
    await this.postgres.client.file.create({ data })
  }
}
