import { createHash, type Hash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { isMissing } from '../bucket/disk.folder.js'
import type { Sealed } from './manifest.js'
import { Refusal } from './refusal.js'

const OURS_ALONE = { flags: 'wx', mode: 0o600, flush: true } as const
const CHECKED_AT_ONCE = 4

/** Counts and hashes what flows through. */
export class Meter extends Transform {
  bytes = 0
  private readonly hash: Hash = createHash('sha256')

  override _transform(chunk: Buffer, _: BufferEncoding, done: (error: null, data: Buffer) => void): void {
    this.bytes += chunk.length
    this.hash.update(chunk)
    done(null, chunk)
  }

  /** Once, when all has passed. */
  sha256(): string {
    return this.hash.digest('hex')
  }
}

/** Writes a stream as a file that its owner alone may read, and that is on disk when this resolves. */
export async function writeMetered(
  path: string,
  source: Readable,
): Promise<{ bytes: number; sha256: string }> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const meter = new Meter()
  await pipeline(source, meter, createWriteStream(path, OURS_ALONE))
  return { bytes: meter.bytes, sha256: meter.sha256() }
}

/** The same, compressed; what is measured is what lies on disk. */
export async function seal(dir: string, file: string, source: Readable): Promise<Sealed> {
  const gzip = createGzip()
  const [written] = await Promise.all([writeMetered(join(dir, file), gzip), pipeline(source, gzip)])
  return { file, ...written }
}

/** What was sealed, uncompressed. */
export function unsealed(dir: string, file: string): Readable {
  const packed = createReadStream(join(dir, file))
  const gunzip = createGunzip()
  // Whoever reads hears of both streams' errors.
  packed.on('error', (error) => gunzip.destroy(error))
  return packed.pipe(gunzip)
}

/** @throws Refusal that names every file that is missing or not as it was written */
export async function checkSeals(
  dir: string,
  files: Iterable<Sealed> | AsyncIterable<Sealed>,
): Promise<void> {
  const problems: string[] = []
  const left = each(files)
  const check = async () => {
    for (let next = await left.next(); !next.done; next = await left.next()) {
      const problem = await problemOf(dir, next.value)
      if (problem) problems.push(`${next.value.file}: ${problem}`)
    }
  }
  await Promise.all(Array.from({ length: CHECKED_AT_ONCE }, check))
  if (problems.length > 0) throw new Refusal(`the backup is damaged:\n  ${problems.sort().join('\n  ')}`)
}

async function* each<T>(items: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T, void> {
  yield* items
}

async function problemOf(dir: string, { file, bytes, sha256 }: Sealed): Promise<string | undefined> {
  const path = join(dir, file)
  try {
    const { size } = await stat(path)
    if (size !== bytes) return `has ${size} bytes, not ${bytes}`
  } catch (error) {
    if (isMissing(error)) return 'is missing'
    throw error
  }
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex') === sha256 ? undefined : 'is not as it was written (SHA-256)'
}
