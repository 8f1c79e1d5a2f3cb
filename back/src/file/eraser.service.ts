import { Injectable } from '@nestjs/common'
import { Bucket } from '../bucket/bucket.js'
import { keysOf } from './file.keys.js'
import { FileStore } from './file.store.js'
import type { FileRow } from './file.view.js'

/** Takes files that are of no use any more out of the bucket, and then their rows: a row remains while bytes may. */
@Injectable()
export class EraserService {
  constructor(
    private readonly bucket: Bucket,
    private readonly files: FileStore,
  ) {}

  /** Files that are gone or refused. @throws ChatError `unavailable`: the rows are still there */
  async erase(rows: FileRow[]): Promise<void> {
    if (rows.length === 0) return
    await this.eraseBytes(rows)
    await this.files.forget(rows.map((row) => row.id))
  }

  async eraseBytes(rows: FileRow[]): Promise<void> {
    for (const { uploadKey, multipartId } of rows)
      if (multipartId) await this.bucket.abortParts(uploadKey, multipartId)
    await this.bucket.delete(rows.flatMap(keysOf))
  }
}
