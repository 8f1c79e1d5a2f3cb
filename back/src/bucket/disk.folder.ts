import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { ChatError } from '../errors.js'

type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException | undefined)?.code
export const isMissing = (error: unknown) => codeOf(error) === 'ENOENT'

/** Runs `work`; whatever the disk refuses (full, read-only, gone) is said as `unavailable`. */
export async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof ChatError || codeOf(cause) === undefined) throw cause
    throw new ChatError('unavailable', 'Files cannot be reached at the moment, try again.', { cause })
  }
}

/** Passes on exactly so many bytes. @throws ChatError as soon as there is one too many, or at an early end */
export async function* exactly(bytes: Bytes, size: number): AsyncGenerator<Uint8Array> {
  let left = size
  for await (const chunk of bytes) {
    left -= chunk.length
    if (left < 0) throw new ChatError('too_large', 'More bytes came than were announced.')
    yield chunk
  }
  if (left > 0) throw new ChatError('invalid_payload', 'Fewer bytes came than were announced.')
}

/** Files that appear whole or not at all. */
export class DiskFolder {
  readonly objects: string
  readonly parts: string
  private readonly temporary: string

  constructor(dir: string) {
    this.objects = resolve(dir, 'objects')
    this.parts = resolve(dir, 'parts')
    this.temporary = resolve(dir, 'temporary')
  }

  /** A key holds no dot, so this is one name, and other keys have others. */
  nameOf(key: string): string {
    return key.replaceAll('/', '.')
  }

  pathOf(key: string): string {
    return join(this.objects, this.nameOf(key))
  }

  keyOf(name: string): string {
    return name.replaceAll('.', '/')
  }

  /** On disk when it resolves; of a failure nothing is left. */
  async store(path: string, bytes: Bytes): Promise<void> {
    await mkdir(this.temporary, { recursive: true })
    const temporary = join(this.temporary, randomUUID())
    try {
      await this.fill(temporary, bytes)
      await rename(temporary, path)
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
    await this.settle(join(path, '..'))
  }

  /** Of processes that died while they wrote. */
  async removeTemporary(before: Date): Promise<void> {
    for (const name of await namesIn(this.temporary)) {
      const path = join(this.temporary, name)
      const made = await stat(path).catch(() => undefined)
      if (made && made.mtime < before) await rm(path, { force: true })
    }
  }

  private async fill(path: string, bytes: Bytes): Promise<void> {
    const file = await open(path, 'wx')
    try {
      for await (const chunk of bytes) await file.writeFile(chunk)
      await file.sync()
    } finally {
      await file.close()
    }
  }

  /** A renamed file is safe when its folder is. */
  private async settle(dir: string): Promise<void> {
    const folder = await open(dir, 'r')
    try {
      await folder.sync()
    } finally {
      await folder.close()
    }
  }
}

/** Empty if there is no such folder. */
export async function namesIn(dir: string): Promise<string[]> {
  try {
    return await readdir(dir)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}
