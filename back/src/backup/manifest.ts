import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { isMissing } from '../bucket/disk.folder.js'
import { Refusal } from './refusal.js'

/** Written last: a folder without one is no backup. */
export const MANIFEST = 'manifest.json'
export const FORMAT = 1

const count = z.number().int().min(0)
/** A file beside the manifest, as it was written. */
const sealed = z.object({
  file: z.string().regex(/^[\w-]+(\/\w+)?\.(copy|list)\.gz$/),
  bytes: count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
const table = sealed.extend({ name: z.string(), columns: z.array(z.string()), rows: count })

const manifest = z.object({
  format: z.literal(FORMAT),
  /** The version of Papo that took it. */
  papo: z.string(),
  takenAt: z.iso.datetime(),
  postgres: z.string(),
  /** Those that the database had, with the checksums of their texts. */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  tables: z.array(table),
  /** The last value of each sequence that gave any; a bigint as text. */
  sequences: z.array(z.object({ name: z.string(), value: z.string().regex(/^-?\d+$/) })),
  /** Of files: their bytes, or the bucket that has them. */
  files: z.discriminatedUnion('kept', [
    z.object({ kept: z.literal('here'), count, total: count, list: sealed }),
    z.object({ kept: z.literal('bucket'), bucket: z.string() }),
  ]),
})
export type Manifest = z.output<typeof manifest>
export type Sealed = z.output<typeof sealed>
export type Table = Pick<z.output<typeof table>, 'name' | 'columns'>
export type SavedTable = z.output<typeof table>
export type Sequence = Manifest['sequences'][number]
export type Migration = Manifest['migrations'][number]

/** @throws Refusal when the folder holds no whole backup that this version knows how to read */
export async function readManifest(dir: string): Promise<Manifest> {
  const text = await readFile(join(dir, MANIFEST), 'utf8').catch((error: unknown) => {
    if (!isMissing(error)) throw error
    throw new Refusal(`${dir} is no backup, or one that was interrupted: it has no ${MANIFEST}`)
  })
  const parsed = manifest.safeParse(parsedJson(text))
  if (parsed.success) return parsed.data
  const [first] = parsed.error.issues
  throw new Refusal(
    `${MANIFEST} is damaged, or of another version of Papo: ${first?.path.join('.') ?? ''} ${first?.message ?? ''}`,
  )
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
