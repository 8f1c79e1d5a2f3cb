import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { type Postgres, startPostgres } from '../../scripts/postgres.mjs'
import type { Cluster } from './harness.js'

/** A streaming replica of a cluster's PostgreSQL. */
export class PostgresReplica {
  private constructor(
    private readonly dir: string,
    private readonly server: Postgres,
    readonly url: string,
    readonly db: pg.Pool,
  ) {}

  static async follow({ db, postgres, databaseUrl }: Cluster): Promise<PostgresReplica> {
    const dir = mkdtempSync(join(tmpdir(), 'papo-replica-'))
    await copy(db, dir)
    const { port, password, username } = new URL(postgres.url('postgres'))
    const server = await startPostgres({
      dir,
      settings: {
        fsync: 'off',
        max_connections: '200',
        primary_conninfo: `host=127.0.0.1 port=${port} user=${username} password=${password}`,
      },
    })
    const url = server.url(new URL(databaseUrl).pathname.slice(1))
    const replica = new pg.Pool({ connectionString: url, max: 1 })
    replica.on('error', () => undefined)
    return new PostgresReplica(dir, server, url, replica)
  }

  /** It goes on receiving, and shows nothing of it. */
  async freeze(): Promise<void> {
    await this.db.query('SELECT pg_wal_replay_pause()')
  }

  async thaw(): Promise<void> {
    await this.db.query('SELECT pg_wal_replay_resume()')
  }

  async kill(): Promise<void> {
    await this.server.stop('immediate')
  }

  async stop(): Promise<void> {
    await this.db.end()
    await this.kill()
    rmSync(this.dir, { recursive: true, force: true })
  }
}

/** A base backup, as PostgreSQL's manual makes one without its own program. */
async function copy(db: pg.Pool, dir: string): Promise<void> {
  const session = await db.connect()
  try {
    const { rows } = await session.query<{ data_directory: string }>('SHOW data_directory')
    const from = rows[0]?.data_directory ?? ''
    await session.query(`SELECT pg_backup_start('replica', true)`)
    mkdirSync(join(dir, 'pg'), { mode: 0o700 })
    const filter = (path: string) => !path.endsWith('postmaster.pid')
    cpSync(from, join(dir, 'pg'), { recursive: true, filter })
    const stopped = await session.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(false)')
    writeFileSync(join(dir, 'pg', 'backup_label'), stopped.rows[0]?.labelfile ?? '')
    writeFileSync(join(dir, 'pg', 'standby.signal'), '')
    copyFileSync(join(dirname(from), 'pg-password'), join(dir, 'pg-password'))
  } finally {
    session.release()
  }
}
