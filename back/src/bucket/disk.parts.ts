import { createReadStream } from 'node:fs'
import { mkdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { ChatError, notFound } from '../errors.js'
import type { Part } from './bucket.js'
import { type DiskFolder, isMissing, namesIn } from './disk.folder.js'

/** Names the upload's key, and is as old as the upload. */
const KEY_FILE = 'key'
const ID = /^[0-9a-f-]{36}$/

/** Uploads in parts: a folder each, with a file per part, joined at the end. */
export class DiskParts {
  constructor(private readonly folder: DiskFolder) {}

  async start(key: string): Promise<string> {
    const multipartId = uuidv7()
    const dir = this.dirOf(multipartId)
    await mkdir(dir, { recursive: true })
    await this.folder.store(join(dir, KEY_FILE), [Buffer.from(key)])
    return multipartId
  }

  /** @throws ChatError `not_found` if there is no such upload any more */
  async pathOf(key: string, multipartId: string, number: number): Promise<string> {
    if ((await this.keyOf(multipartId)) !== key) throw notFound('upload')
    return join(this.dirOf(multipartId), String(number).padStart(5, '0'))
  }

  async list(key: string, multipartId: string): Promise<Part[] | undefined> {
    if ((await this.keyOf(multipartId)) !== key) return undefined
    const names = (await namesIn(this.dirOf(multipartId))).filter((name) => name !== KEY_FILE).sort()
    return Promise.all(
      names.map(async (name) => {
        const { size, mtimeMs } = await stat(join(this.dirOf(multipartId), name))
        return {
          number: Number(name),
          size,
          etag: `"${size.toString(36)}-${Math.trunc(mtimeMs).toString(36)}"`,
        }
      }),
    )
  }

  /** @throws ChatError `not_found`, or `conflict` if a part is not the one that was listed */
  async complete(key: string, multipartId: string, parts: Part[]): Promise<void> {
    const present = await this.list(key, multipartId)
    if (!present) throw notFound('upload')
    const same = ({ number, etag }: Part) => present.some((one) => one.number === number && one.etag === etag)
    if (!parts.length || !parts.every(same))
      throw new ChatError('conflict', 'A part is missing or has changed.')
    const paths = await Promise.all(parts.map(({ number }) => this.pathOf(key, multipartId, number)))
    await this.folder.store(this.folder.pathOf(key), joined(paths))
    await this.abort(key, multipartId)
  }

  async abort(key: string, multipartId: string): Promise<void> {
    const known = await this.keyOf(multipartId)
    if (known === key) await rm(this.dirOf(multipartId), { recursive: true, force: true })
  }

  async stale(before: Date): Promise<{ key: string; multipartId: string }[]> {
    const stale = []
    for (const multipartId of await namesIn(this.folder.parts)) {
      const begun = await stat(join(this.folder.parts, multipartId, KEY_FILE)).catch(() => undefined)
      const key = begun && begun.mtime < before ? await this.keyOf(multipartId) : undefined
      if (key !== undefined) stale.push({ key, multipartId })
    }
    return stale
  }

  private async keyOf(multipartId: string): Promise<string | undefined> {
    try {
      return await readFile(join(this.dirOf(multipartId), KEY_FILE), 'utf8')
    } catch (error) {
      if (isMissing(error)) return undefined
      throw error
    }
  }

  private dirOf(multipartId: string): string {
    if (!ID.test(multipartId)) throw notFound('upload')
    return join(this.folder.parts, multipartId)
  }
}

async function* joined(paths: string[]): AsyncGenerator<Buffer> {
  for (const path of paths) yield* createReadStream(path) as AsyncIterable<Buffer>
}
