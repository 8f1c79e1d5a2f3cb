import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { CONFIG, type Config } from '../config.js'
import { PrismaClient, Prisma } from '../generated/prisma/client.js'

/** A Prisma client or one of its transactions. */
export type Sql = Prisma.TransactionClient
export type Client = PrismaClient
export const sql = Prisma.sql
export { Prisma }

/** PostgreSQL's error code, such as 23505, of what a query threw. */
export function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return undefined
  const adapterError = error.meta?.['driverAdapterError'] as { cause?: { originalCode?: string } } | undefined
  return adapterError?.cause?.originalCode
}

export type PostgresOptions = { connections: number; timeoutMs: number }
export const POSTGRES_OPTIONS = Symbol('postgres options')

/** Beyond the time of a statement */
const SILENT_MS = 500

/** A client and its pool, which ends with it. */
export function clientOf(
  connectionString: string,
  { connections, timeoutMs }: PostgresOptions,
): [PrismaClient, pg.Pool] {
  const pool = new pg.Pool({
    connectionString,
    max: connections,
    connectionTimeoutMillis: timeoutMs,
    statement_timeout: timeoutMs,
    // The server ends what takes too long, and the connection is free again; this is for one that has fallen silent.
    query_timeout: timeoutMs + SILENT_MS,
    // Compiling takes longer than what any of Papo's statements gains by it.
    options: '-c jit=off',
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
  })
  // Its types are of another version than pg's own.
  const external = pool as unknown as ConstructorParameters<typeof PrismaPg>[0]
  const adapter = new PrismaPg(external, { disposeExternalPool: true })
  const transactionOptions = { maxWait: timeoutMs, timeout: timeoutMs * 2 }
  return [new PrismaClient({ adapter, transactionOptions }), pool]
}

/** The connection pool. A call fails within `timeoutMs`, or little more, so that nobody waits for a database that is away. */
@Injectable()
export class Postgres implements OnApplicationShutdown {
  readonly client: PrismaClient
  private readonly pool: pg.Pool

  constructor(@Inject(CONFIG) config: Config, @Inject(POSTGRES_OPTIONS) options: PostgresOptions) {
    ;[this.client, this.pool] = clientOf(config.DATABASE_URL, options)
  }

  /** Runs `work` in one transaction. */
  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T> {
    return this.client.$transaction(work)
  }

  /** The pool's connections, and the calls that wait for one. */
  standing(): { open: number; idle: number; waiting: number } {
    const { totalCount: open, idleCount: idle, waitingCount: waiting } = this.pool
    return { open, idle, waiting }
  }

  async ping(): Promise<void> {
    await this.client.$queryRaw`SELECT 1`
  }

  onApplicationShutdown(): Promise<void> {
    return this.client.$disconnect()
  }
}
