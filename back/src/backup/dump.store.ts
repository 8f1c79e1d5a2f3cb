import pg from 'pg'
import { to } from 'pg-copy-streams'
import { copied, PLAIN, readMigrations, readSequences, readTables } from './catalogue.store.js'
import type { Migration, SavedTable, Sequence, Table } from './manifest.js'
import { seal } from './sealed.file.js'

const quoted = pg.escapeIdentifier
/** Everything as it was at one moment. */
export type Dump = {
  postgres: string
  migrations: Migration[]
  tables: SavedTable[]
  sequences: Sequence[]
}

/**
 * Reads the whole database in one snapshot and writes a file per table. Nobody waits for it but migrations. `begun` is
 * called when the moment is fixed.
 */
export async function dump(db: pg.Client, dir: string, begun: () => void): Promise<Dump> {
  await db.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  const never = ['statement_timeout = 0', 'idle_in_transaction_session_timeout = 0']
  for (const setting of [...PLAIN, ...never]) await db.query(`SET LOCAL ${setting}`)
  const tables = await readTables(db)
  const locked = tables.map(({ name }) => quoted(name)).join(', ')
  if (locked) await db.query(`LOCK TABLE ${locked} IN ACCESS SHARE MODE`)
  const migrations = await readMigrations(db)
  begun()
  const saved: SavedTable[] = []
  for (const table of tables) saved.push(await save(db, dir, table))
  // Sequences know no snapshot; read last, each is at least as far as its table.
  const sequences = await readSequences(db)
  const { rows } = await db.query<{ server_version: string }>('SHOW server_version')
  await db.query('COMMIT')
  return { postgres: rows[0]?.server_version ?? '', migrations, tables: saved, sequences }
}

async function save(db: pg.Client, dir: string, table: Table): Promise<SavedTable> {
  const source = db.query(to(`COPY ${copied(table)} TO STDOUT`))
  const sealed = await seal(dir, `tables/${table.name}.copy.gz`, source)
  return { ...table, rows: source.rowCount, ...sealed }
}
