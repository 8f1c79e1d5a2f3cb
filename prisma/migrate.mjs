#!/usr/bin/env node
// @ts-check
// `prisma migrate deploy` with nothing but `pg`: same folders, table, checksums and lock, so a database migrated here
// and one migrated by the Prisma CLI are the same. Unlike there, a migration and its record are one transaction:
// an instance killed in the middle leaves nothing behind that would stop the next.
import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'

const LOCK = 72707369 // the key that Prisma's own engine locks
const CONNECT_DEADLINE_MS = 60_000
// Whoever waits for a table lets everyone else wait behind them: an older version is still at work.
const LOCK_TIMEOUT_MS = 2_000
const LOCK_DEADLINE_MS = 60_000
const LOCK_NOT_HAD = '55P03'
const NOT_YET_UP = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', '57P03'])
const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`

/**
 * Applies the migrations that the database lacks; safe when many instances start at once (an advisory lock).
 * Waits up to a minute for a server that is still coming up.
 * @param {string} connectionString
 * @param {string} dir the folder of Prisma's migration folders
 * @param {{ log?: (line: string) => void, only?: Set<string> }} [options] `only` those of the folder, by name
 * @returns {Promise<string[]>} the names that were applied now
 */
export async function migrateDeploy(connectionString, dir, { log = () => undefined, only } = {}) {
  const db = await connectWhenUp(connectionString)
  try {
    await takeTurn(db)
    await db.query(TABLE)
    const done = await appliedChecksums(db)
    const applied = []
    for (const migration of await readMigrations(dir)) {
      const before = done.get(migration.name)
      if (before && before !== migration.checksum)
        log(`warning: ${migration.name} was edited after it was applied`)
      if (before || (only && !only.has(migration.name))) continue
      if (indexBeside(migration)) await buildBeside(db, migration, log)
      else await applyBetween(db, migration, log)
      log(`applied ${migration.name}`)
      applied.push(migration.name)
    }
    return applied
  } finally {
    await db.end()
  }
}

/**
 * Asks again and again: whoever waited inside of PostgreSQL would hold up, and be held up by, an index that is built
 * beside running work.
 * @param {pg.Client} db the lock ends with its connection
 */
async function takeTurn(db) {
  for (;;) {
    const { rows } = await db.query('SELECT pg_try_advisory_lock($1) AS taken', [LOCK])
    if (rows[0].taken) return
    await pause(100)
  }
}

/** @param {string} connectionString */
async function connectWhenUp(connectionString) {
  const deadline = Date.now() + CONNECT_DEADLINE_MS
  for (;;) {
    const db = new pg.Client({ connectionString })
    db.on('error', () => undefined) // the running query reports it
    try {
      await db.connect()
      return db
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : ''
      if (!NOT_YET_UP.has(code) || Date.now() > deadline) throw error
      await pause(250)
    }
  }
}

/**
 * @param {pg.Client} db
 * @returns {Promise<Map<string, string>>} name → checksum
 */
async function appliedChecksums(db) {
  const { rows } = await db.query(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  )
  const failed = rows.find((row) => !row.finished_at)
  if (failed)
    throw new Error(
      `migration ${failed.migration_name} failed earlier (P3009): repair it, then prisma migrate resolve`,
    )
  return new Map(rows.map((row) => [row.migration_name, row.checksum]))
}

/** @param {string} dir */
async function readMigrations(dir) {
  const entries = await readdir(dir, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(dir, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/**
 * A backup or a long query may hold a table: gives way at once, and tries again in between.
 * @param {pg.Client} db
 * @param {Migration} migration
 * @param {(line: string) => void} log
 */
async function applyBetween(db, migration, log) {
  const deadline = Date.now() + LOCK_DEADLINE_MS
  for (;;)
    try {
      return await apply(db, migration)
    } catch (error) {
      const { cause } = /** @type {{ cause?: { code?: string } }} */ (error)
      if (cause?.code !== LOCK_NOT_HAD || Date.now() > deadline) throw error
      log(`${migration.name}: a table is in use, trying again`)
      await pause(500)
    }
}

/**
 * @typedef {{ name: string, sql: string, checksum: string }} Migration
 * @param {pg.Client} db
 * @param {Migration} migration
 */
async function apply(db, migration) {
  await db.query('BEGIN')
  try {
    await db.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`)
    await db.query(migration.sql)
    await record(db, migration)
    await db.query('COMMIT')
  } catch (error) {
    await db.query('ROLLBACK').catch(() => undefined)
    throw failureOf(migration, error)
  }
}

/** @param {pg.Client} db @param {Migration} migration */
const record = (db, { name, checksum }) =>
  db.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
    [randomUUID(), checksum, name],
  )

/** @param {Migration} migration @param {unknown} error */
const failureOf = ({ name }, error) =>
  new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })

/** @param {Migration} migration @returns {string | undefined} the name of an index that is to be built beside running work */
const indexBeside = ({ sql }) =>
  /^\s*CREATE (?:UNIQUE )?INDEX CONCURRENTLY (?:IF NOT EXISTS )?"?(\w+)"?/im.exec(sql)?.[1]

/**
 * No transaction can hold it, so one that was interrupted leaves an index that is not valid, which the next to come
 * builds anew, or a valid one without a record.
 * @param {pg.Client} db
 * @param {Migration} migration
 * @param {(line: string) => void} log
 */
async function buildBeside(db, migration, log) {
  const index = pg.escapeIdentifier(indexBeside(migration) ?? '')
  try {
    const { rows } = await db.query(
      'SELECT indisvalid AS whole FROM pg_index WHERE indexrelid = to_regclass($1)',
      [index],
    )
    // Whoever built it may have been ended before they could record it.
    if (!rows[0]?.whole) {
      log(`${migration.name}: building an index beside running work, once older transactions have ended`)
      await db.query(`DROP INDEX CONCURRENTLY IF EXISTS ${index}`)
      await db.query(migration.sql)
    }
    await record(db, migration)
  } catch (error) {
    throw failureOf(migration, error)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { DATABASE_URL } = process.env
  if (!DATABASE_URL) throw new Error('set DATABASE_URL')
  await migrateDeploy(DATABASE_URL, process.argv[2] ?? 'prisma/migrations', { log: console.log })
}
