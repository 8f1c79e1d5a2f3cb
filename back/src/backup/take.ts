import { readFileSync } from 'node:fs'
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Config } from '../config.js'
import { connected } from './connection.js'
import { dump } from './dump.store.js'
import { saveFiles } from './files.js'
import { FORMAT, MANIFEST, type Manifest } from './manifest.js'
import { Refusal } from './refusal.js'
import type { UnstoredStore } from './unstored.store.js'

const ASKED_EVERY_MS = 100
const PACKAGE = new URL('../../../package.json', import.meta.url)

type Taking = {
  to: string
  /** How long workers may take to store what was acknowledged before. */
  waitSeconds: number
  config: Pick<Config, 'DATABASE_URL' | 'UPLOADS_DIR' | 'S3_BUCKET'>
  unstored: UnstoredStore
  say: (line: string) => void
  /** Called when the folder is there under its other name. */
  begin: () => void
}

/**
 * Takes a backup while Papo runs. What was acknowledged before it began is in it. Until it is whole, the folder has
 * another name and no manifest.
 * @throws Refusal when something would be missing
 */
export async function takeBackup(taking: Taking): Promise<Manifest> {
  const to = resolve(taking.to)
  const part = `${to}.part`
  await demandFree(to, 'choose another name')
  await demandFree(part, 'a backup to there is under way, or was interrupted: remove it if none is')
  await untilStored(taking)
  await mkdir(dirname(to), { recursive: true })
  await mkdir(part, { mode: 0o700 })
  taking.begin()
  try {
    const manifest = await fill(part, taking)
    const text = `${JSON.stringify(manifest, null, 2)}\n`
    await writeFile(join(part, MANIFEST), text, { mode: 0o600, flag: 'wx', flush: true })
    await rename(part, to)
    return manifest
  } catch (error) {
    await rm(part, { recursive: true, force: true })
    throw error
  }
}

async function demandFree(path: string, advice: string): Promise<void> {
  const found = await stat(path).catch(() => undefined)
  if (found) throw new Refusal(`${path} exists: ${advice}`)
}

/** An acknowledged event is in Redis first; a worker brings it into PostgreSQL, mostly within a second. */
async function untilStored({ unstored, waitSeconds, say }: Taking): Promise<void> {
  let left = await unstored.seen()
  const deadline = performance.now() + waitSeconds * 1_000
  if (left.size > 0) say(`waiting until workers have stored what ${roomsOf(left)} acknowledged`)
  while (left.size > 0) {
    if (performance.now() > deadline)
      throw new Refusal(
        `${roomsOf(left)} hold acknowledged events that are not in PostgreSQL after ${waitSeconds} s, so no backup was ` +
          `taken: is a worker up? For example ${[...left].slice(0, 3).map(pendingOf).join(', ')}`,
      )
    await new Promise((wake) => setTimeout(wake, ASKED_EVERY_MS))
    left = await unstored.left(left)
  }
}

const roomsOf = ({ size }: Map<string, number>) => (size === 1 ? '1 room' : `${size} rooms`)
const pendingOf = ([roomId, head]: [string, number]) => `room ${roomId} up to seq ${head}`

async function fill(part: string, { config, say }: Taking): Promise<Manifest> {
  const { DATABASE_URL, UPLOADS_DIR, S3_BUCKET } = config
  let takenAt = ''
  const begun = () => {
    takenAt = new Date().toISOString()
    say('the moment is fixed, copying')
  }
  const saved = await connected(DATABASE_URL, (db) => dump(db, part, begun))
  const files = S3_BUCKET
    ? { kept: 'bucket' as const, bucket: S3_BUCKET }
    : await saveFiles(resolve(UPLOADS_DIR), part)
  const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string }
  return { format: FORMAT, papo: version, takenAt, ...saved, files }
}
