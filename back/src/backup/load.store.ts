import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from } from 'pg-copy-streams'
import { copied, foreignKeys, PLAIN } from './catalogue.store.js'
import type { Manifest, SavedTable } from './manifest.js'
import { Refusal } from './refusal.js'
import { unsealed } from './sealed.file.js'

const quoted = pg.escapeIdentifier
/**
 * The installation that was lost may have gone on after the backup, and through restarts of Redis: an epoch of its own
 * for each. Those that come here are above all of them, so that no seq that anybody saw is used with two bodies.
 */
const EPOCHS_ABOVE = 1_000

/** Fills the tables of an empty, migrated database: all of it, or none. */
export async function load(db: pg.Client, dir: string, { tables, sequences }: Manifest): Promise<void> {
  const keys = await foreignKeys(db)
  await db.query('BEGIN')
  try {
    for (const setting of [...PLAIN, 'statement_timeout = 0']) await db.query(`SET LOCAL ${setting}`)
    // Tables may refer to each other in circles: the keys come back, and check, when all rows are there.
    for (const statement of keys.drop) await db.query(statement)
    for (const table of tables) await fill(db, dir, table)
    for (const { name, value } of sequences)
      await db.query('SELECT setval($1::regclass, $2)', [quoted(name), value])
    for (const statement of keys.add) await db.query(statement)
    await db.query('UPDATE room SET epoch = epoch + $1', [EPOCHS_ABOVE])
    await db.query('COMMIT')
  } catch (error) {
    await db.query('ROLLBACK').catch(() => undefined)
    throw error
  }
  await db.query('ANALYZE')
}

async function fill(db: pg.Client, dir: string, table: SavedTable): Promise<void> {
  const { name, file, rows } = table
  await db.query(`ALTER TABLE ${quoted(name)} DISABLE TRIGGER USER`)
  const sink = db.query(from(`COPY ${copied(table)} FROM STDIN`))
  await pipeline(unsealed(dir, file), sink)
  if (sink.rowCount !== rows)
    throw new Refusal(`${file}: ${sink.rowCount} rows came out of it, ${rows} went in; nothing was restored`)
  await db.query(`ALTER TABLE ${quoted(name)} ENABLE TRIGGER USER`)
}
