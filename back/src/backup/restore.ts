import { readdir, readFile, rm } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { join, resolve } from 'node:path'
import { migrateDeploy } from '../../../prisma/migrate.mjs'
import type { Config } from '../config.js'
import { filledTables, readMigrations } from './catalogue.store.js'
import { connected } from './connection.js'
import { hasFiles, restoreFiles, sealedFiles } from './files.js'
import { load } from './load.store.js'
import { type Manifest, type Migration, readManifest } from './manifest.js'
import { Refusal } from './refusal.js'
import { checkSeals } from './sealed.file.js'
import type { UnstoredStore } from './unstored.store.js'

type Restoring = {
  from: string
  config: Pick<Config, 'DATABASE_URL' | 'UPLOADS_DIR' | 'S3_BUCKET' | 'MIGRATIONS_DIR'>
  unstored: Pick<UnstoredStore, 'keys'>
  say: (line: string) => void
}

/**
 * Brings a backup into empty stores, all of it or nothing. Every room's next event begins a new epoch there.
 * @throws Refusal before anything is written, when the backup is damaged or a store is not empty
 */
export async function restoreBackup({ from, config, unstored, say }: Restoring): Promise<Manifest> {
  const [dir, uploadsDir] = [resolve(from), resolve(config.UPLOADS_DIR)]
  const manifest = await readManifest(dir)
  say(`checking the backup of ${manifest.takenAt}`)
  await demandWhole(dir, manifest)
  await demandKnown(manifest.migrations, config.MIGRATIONS_DIR)
  await demandEmpty(manifest, { config, unstored })
  say('everything is as it was written; restoring')
  try {
    if (manifest.files.kept === 'here') await restoreFiles(dir, manifest.files, uploadsDir)
    await restoreDatabase(dir, manifest, config)
  } catch (error) {
    // They were empty: the next try finds them so.
    if (manifest.files.kept === 'here')
      for (const name of ['objects', 'parts'])
        await rm(join(uploadsDir, name), { recursive: true, force: true })
    throw error
  }
  return manifest
}

async function restoreDatabase(dir: string, manifest: Manifest, config: Restoring['config']): Promise<void> {
  const { DATABASE_URL, MIGRATIONS_DIR } = config
  const only = new Set(manifest.migrations.map(({ name }) => name))
  await migrateDeploy(DATABASE_URL, MIGRATIONS_DIR, { only })
  await connected(DATABASE_URL, (db) => load(db, dir, manifest))
  // What this version added since.
  await migrateDeploy(DATABASE_URL, MIGRATIONS_DIR)
}

async function demandWhole(dir: string, { tables, files }: Manifest): Promise<void> {
  await checkSeals(dir, [...tables, ...(files.kept === 'here' ? [files.list] : [])])
  if (files.kept === 'here') await checkSeals(dir, sealedFiles(dir, files))
}

/** The tables have to be made as they were when the backup was taken. */
async function demandKnown(migrations: Migration[], migrationsDir: string): Promise<void> {
  const here = await readdir(migrationsDir)
  for (const { name, checksum } of migrations) {
    if (!here.includes(name))
      throw new Refusal(`the backup is of a newer Papo: this one does not know the migration ${name}`)
    const text = await readFile(join(migrationsDir, name, 'migration.sql'))
    if (createHash('sha256').update(text).digest('hex') !== checksum)
      throw new Refusal(`the migration ${name} is not the one that the backup was taken with`)
  }
}

async function demandEmpty(
  { files, migrations }: Manifest,
  { config, unstored }: Pick<Restoring, 'config' | 'unstored'>,
): Promise<void> {
  const { filled, applied } = await connected(config.DATABASE_URL, async (db) => ({
    filled: await filledTables(db),
    applied: await readMigrations(db),
  }))
  if (filled.length > 0)
    throw new Refusal(`the database is not empty (${filled.join(', ')}): restore into a new one`)
  const foreign = applied.find(({ name }) => !migrations.some((one) => one.name === name))
  if (foreign)
    throw new Refusal(`the database has tables of another version (${foreign.name}): restore into a new one`)
  const keys = await unstored.keys()
  if (keys > 0)
    throw new Refusal(`Redis is not empty (${keys} keys): start Papo's Redis anew, without its old file`)
  if (files.kept === 'here' && config.S3_BUCKET)
    throw new Refusal(
      'the backup holds files on disk, but S3_BUCKET is set: unset it, or bring them there yourself',
    )
  if (files.kept === 'bucket' && files.bucket !== config.S3_BUCKET)
    throw new Refusal(`the files are in the bucket ${files.bucket}: set S3_BUCKET and the rest as they were`)
  if (files.kept === 'here' && (await hasFiles(resolve(config.UPLOADS_DIR))))
    throw new Refusal(`${config.UPLOADS_DIR} is not empty: name another folder by UPLOADS_DIR`)
}
