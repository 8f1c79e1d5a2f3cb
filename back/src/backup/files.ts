import { createReadStream } from 'node:fs'
import { opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { isMissing } from '../bucket/disk.folder.js'
import type { Manifest, Sealed } from './manifest.js'
import { Refusal } from './refusal.js'
import { seal, unsealed, writeMetered } from './sealed.file.js'

/** Checked files, and uploads in parts that are under way. What lies in `temporary` is half-written. */
const KEPT = ['objects', 'parts']
const LIST = 'files.list.gz'
const FOLDER = 'files'

/** A line of the list. The name stays below the folder. */
const line = z.object({
  name: z.string().regex(/^(objects|parts)(\/[\w-][\w.-]*)+$/),
  bytes: z.number().int().min(0),
  sha256: z.string(),
})
type Line = z.output<typeof line>
type KeptHere = Extract<Manifest['files'], { kept: 'here' }>

/**
 * Copies the files of `uploadsDir`. To be called when the database's moment is fixed: the bytes of a file are there before
 * its row is. One that is erased meanwhile is left out.
 */
export async function saveFiles(uploadsDir: string, dir: string): Promise<KeptHere> {
  const sum = { count: 0, total: 0 }
  const lines = async function* () {
    for (const root of KEPT)
      for await (const name of namesBelow(uploadsDir, root)) {
        const written = await copy(join(uploadsDir, name), join(dir, FOLDER, name))
        if (!written) continue
        sum.count += 1
        sum.total += written.bytes
        yield `${JSON.stringify({ name, ...written } satisfies Line)}\n`
      }
  }
  const list = await seal(dir, LIST, Readable.from(lines()))
  return { kept: 'here', ...sum, list }
}

/** What has to lie in the backup besides the list itself, which must have been checked. */
export async function* sealedFiles(dir: string, { list }: KeptHere): AsyncGenerator<Sealed> {
  for await (const { name, ...rest } of linesOf(dir, list.file)) yield { file: `${FOLDER}/${name}`, ...rest }
}

/** Copies them into an empty folder. @throws Refusal when one did not arrive as it was */
export async function restoreFiles(dir: string, { list }: KeptHere, uploadsDir: string): Promise<void> {
  for await (const { name, sha256 } of linesOf(dir, list.file)) {
    const written = await copy(join(dir, FOLDER, name), join(uploadsDir, name))
    if (written?.sha256 !== sha256) throw new Refusal(`${FOLDER}/${name} changed while it was read`)
  }
}

export async function hasFiles(uploadsDir: string): Promise<boolean> {
  for (const root of KEPT) for await (const _ of namesBelow(uploadsDir, root)) return true
  return false
}

/** Undefined when it is gone by now. */
async function copy(from: string, to: string) {
  try {
    return await writeMetered(to, createReadStream(from))
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Names of files, as paths below `top`; however many there are. */
async function* namesBelow(top: string, path: string): AsyncGenerator<string> {
  try {
    for await (const entry of await opendir(join(top, path)))
      if (entry.isDirectory()) yield* namesBelow(top, `${path}/${entry.name}`)
      else if (entry.isFile()) yield `${path}/${entry.name}`
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}

async function* linesOf(dir: string, file: string): AsyncGenerator<Line> {
  for await (const text of createInterface({ input: unsealed(dir, file), crlfDelay: Infinity }))
    yield line.parse(JSON.parse(text))
}
