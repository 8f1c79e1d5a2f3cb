import pg from 'pg'
import type { Migration, Sequence, Table } from './manifest.js'

/** However servers and databases are set, text is written and read the same way. */
export const PLAIN = [
  'datestyle = ISO',
  'intervalstyle = postgres',
  "timezone = 'UTC'",
  'extra_float_digits = 1',
]

/** Everything in the schema is saved, by PostgreSQL's own catalogue: what a migration adds comes by itself. */
const OURS = 'current_schema()::regnamespace'
/** Written by the migrations themselves. Their names stand in the manifest. */
const RECORD = '_prisma_migrations'

const quoted = pg.escapeIdentifier

/**
 * Every table, with the columns that are not computed. None is left out, although `message_search`, `search_due` and
 * `mention` could be made anew of `message`: that would take longer than reading them.
 */
export async function readTables(db: pg.Client): Promise<Table[]> {
  const { rows } = await db.query<Table>(
    `SELECT c.relname::text AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = ${OURS} AND c.relkind = 'r' AND c.relname <> $1
       AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     GROUP BY c.relname ORDER BY c.relname`,
    [RECORD],
  )
  return rows
}

/** What gave no number yet is left out. */
export async function readSequences(db: pg.Client): Promise<Sequence[]> {
  const { rows } = await db.query<Sequence>(
    `SELECT sequencename::text AS name, last_value::text AS value FROM pg_sequences
     WHERE schemaname = current_schema() AND last_value IS NOT NULL ORDER BY 1`,
  )
  return rows
}

/** Those that are applied; none in a database that never had any. */
export async function readMigrations(db: pg.Client): Promise<Migration[]> {
  const { rows: known } = await db.query(`SELECT to_regclass($1) AS record`, [RECORD])
  if ((known[0] as { record: string | null }).record === null) return []
  const { rows } = await db.query<Migration>(
    `SELECT migration_name AS name, checksum FROM ${RECORD}
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  )
  return rows
}

/** The names of tables with at least one row. */
export async function filledTables(db: pg.Client): Promise<string[]> {
  const filled: string[] = []
  for (const { name } of await readTables(db)) {
    const { rowCount } = await db.query(`SELECT 1 FROM ${quoted(name)} LIMIT 1`)
    if (rowCount) filled.push(name)
  }
  return filled
}

/** A table with its columns, as COPY takes it. */
export const copied = ({ name, columns }: Table): string =>
  `${quoted(name)} (${columns.map((column) => quoted(column)).join(', ')})`

/** Statements that take all foreign keys away, and those that put them back and so check every row. */
export async function foreignKeys(db: pg.Client): Promise<{ drop: string[]; add: string[] }> {
  const { rows } = await db.query<{ name: string; owner: string; definition: string }>(
    `SELECT c.conname::text AS name, t.relname::text AS owner, pg_get_constraintdef(c.oid) AS definition
     FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
     WHERE c.contype = 'f' AND c.connamespace = ${OURS} ORDER BY 1`,
  )
  return {
    drop: rows.map(({ owner, name }) => `ALTER TABLE ${quoted(owner)} DROP CONSTRAINT ${quoted(name)}`),
    add: rows.map(
      ({ owner, name, definition }) =>
        `ALTER TABLE ${quoted(owner)} ADD CONSTRAINT ${quoted(name)} ${definition}`,
    ),
  }
}
