import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
import { migrateDeploy } from '../prisma/migrate.mjs'
import { isRunning } from './child.mjs'
import { startPostgres } from './postgres.mjs'
import { tempDir } from './temp-dir.js'

async function start(dir: string) {
  const postgres = await startPostgres({ dir })
  onTestFinished(() => postgres.stop())
  return postgres
}

async function query(connectionString: string, sql: string) {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

function addMigration(dir: string, name: string, sql: string) {
  mkdirSync(join(dir, name), { recursive: true })
  writeFileSync(join(dir, name, 'migration.sql'), sql)
}

test('PostgreSQL keeps its data between starts and leaves no process', async () => {
  const dir = tempDir()
  const first = await start(dir)
  const url = await first.createDatabase('papo')
  await query(url, 'CREATE TABLE note AS SELECT 42 AS answer')
  await first.stop()
  expect(isRunning(first.child)).toBe(false)

  const second = await start(dir)
  expect(await query(await second.createDatabase('papo'), 'SELECT answer FROM note')).toEqual([
    { answer: 42 },
  ])
})

test('PostgreSQL comes back on the same port after a crash', async () => {
  const dir = tempDir()
  const first = await start(dir)
  const url = await first.createDatabase('papo')
  await query(url, 'CREATE TABLE note AS SELECT 42 AS answer')
  await first.stop('immediate')
  const second = await startPostgres({ dir, port: first.port })
  onTestFinished(() => second.stop())
  expect(await query(url, 'SELECT answer FROM note')).toEqual([{ answer: 42 }])
})

test('a stranger without the password is refused', async () => {
  const postgres = await start(tempDir())
  await expect(
    query(`postgresql://postgres:guess@127.0.0.1:${postgres.port}/postgres`, 'SELECT 1'),
  ).rejects.toThrow(/password authentication failed/)
})

test('three instances that migrate at once apply every migration once', async () => {
  const dir = tempDir()
  const postgres = await start(dir)
  const url = await postgres.createDatabase('papo')
  const migrations = join(dir, 'migrations')
  addMigration(migrations, '1_first', 'CREATE TABLE a (id int); CREATE TABLE b (id int);')
  addMigration(migrations, '2_second', "INSERT INTO a VALUES (1); COMMENT ON TABLE b IS 'x;y';")
  const applied = await Promise.all([1, 2, 3].map(() => migrateDeploy(url, migrations)))
  expect(applied.flat()).toEqual(['1_first', '2_second'])
  expect(await query(url, 'SELECT count(*)::int AS rows FROM a')).toEqual([{ rows: 1 }])
})

test('a migration that fails leaves nothing behind and can be repaired', async () => {
  const dir = tempDir()
  const postgres = await start(dir)
  const url = await postgres.createDatabase('papo')
  const migrations = join(dir, 'migrations')
  addMigration(migrations, '1_first', 'CREATE TABLE a (id int); SELECT nonsense;')
  await expect(migrateDeploy(url, migrations)).rejects.toThrow(/1_first: column "nonsense" does not exist/)
  addMigration(migrations, '1_first', 'CREATE TABLE a (id int);')
  expect(await migrateDeploy(url, migrations)).toEqual(['1_first'])
})

test('an older version starts beside a newer schema and leaves it as it is', async () => {
  const dir = tempDir()
  const postgres = await start(dir)
  const url = await postgres.createDatabase('papo')
  const [old, next] = [join(dir, 'old'), join(dir, 'next')]
  for (const migrations of [old, next]) addMigration(migrations, '1_first', 'CREATE TABLE a (id int);')
  addMigration(next, '2_second', 'ALTER TABLE a ADD COLUMN b int;')
  expect(await migrateDeploy(url, next)).toEqual(['1_first', '2_second'])
  expect(await migrateDeploy(url, old)).toEqual([])
  expect(await query(url, 'INSERT INTO a (id) VALUES (1) RETURNING *')).toEqual([{ id: 1, b: null }])
})

test('a migration lets others work while a table is in use, and comes when it is free', async () => {
  const dir = tempDir()
  const postgres = await start(dir)
  const url = await postgres.createDatabase('papo')
  await query(url, 'CREATE TABLE a (id int)')
  const backup = new pg.Client({ connectionString: url })
  await backup.connect()
  await backup.query('BEGIN; LOCK TABLE a IN ACCESS SHARE MODE')
  const migrations = join(dir, 'migrations')
  addMigration(migrations, '1_first', 'ALTER TABLE a ADD COLUMN b int;')
  const lines: string[] = []
  const migrating = migrateDeploy(url, migrations, { log: (line) => lines.push(line) })
  await vi.waitUntil(() => lines.includes('1_first: a table is in use, trying again'), { timeout: 30_000 })
  await query(url, 'INSERT INTO a VALUES (1)')
  await backup.query('COMMIT')
  await backup.end()
  expect(await migrating).toEqual(['1_first'])
})

test('an index is built beside running work, also after a try that was interrupted', async () => {
  const dir = tempDir()
  const postgres = await start(dir)
  const url = await postgres.createDatabase('papo')
  const migrations = join(dir, 'migrations')
  addMigration(migrations, '1_first', 'CREATE TABLE a (id int); INSERT INTO a VALUES (1), (1);')
  await migrateDeploy(url, migrations)
  await expect(query(url, 'CREATE UNIQUE INDEX CONCURRENTLY a_id_idx ON a (id)')).rejects.toThrow(
    /could not create unique index/,
  )
  addMigration(migrations, '2_index', '-- Finds them.\nCREATE INDEX CONCURRENTLY "a_id_idx" ON "a"("id");')
  const applied = await Promise.all([1, 2, 3].map(() => migrateDeploy(url, migrations)))
  expect(applied.flat()).toEqual(['2_index'])
  expect(
    await query(url, "SELECT indisvalid, indisunique FROM pg_index WHERE indexrelid = 'a_id_idx'::regclass"),
  ).toEqual([{ indisvalid: true, indisunique: false }])
  const built = "SELECT 'a_id_idx'::regclass::oid::int AS oid"
  const before = await query(url, built)
  await query(url, "DELETE FROM _prisma_migrations WHERE migration_name = '2_index'")
  expect(await migrateDeploy(url, migrations)).toEqual(['2_index'])
  expect(await query(url, built)).toEqual(before)
})

test('an instance waits for a database that is still coming up', async () => {
  const dir = tempDir()
  const first = await start(dir)
  const url = await first.createDatabase('papo')
  await first.stop()
  addMigration(join(dir, 'migrations'), '1_first', 'CREATE TABLE a (id int);')
  const migrating = migrateDeploy(url, join(dir, 'migrations'))
  const second = await startPostgres({ dir, port: first.port })
  onTestFinished(() => second.stop())
  expect(await migrating).toEqual(['1_first'])
})
