import { Injectable } from '@nestjs/common'
import type { Response } from '@papo/contract'
import { Kept } from '../infra/kept.js'
import { Postgres } from '../infra/postgres.js'
import { Redis } from '../infra/redis.js'

type Figures = Pick<Response<'stats'>, 'activeUsers' | 'messagesPerDay' | 'databaseBytes' | 'memoryBytes'>
type Sizes = { activeUsers: number; databaseBytes: number; messages: number }

const KEPT_MS = 60_000
/** A table of more messages is not counted: a sample of about so many stands for it. */
const COUNTED_MESSAGES = 200_000

/** Figures that cost more than a look: asked of the stores at most once a minute. */
@Injectable()
export class FiguresStore {
  private readonly kept = new Kept(() => this.read(), KEPT_MS)

  constructor(
    private readonly postgres: Postgres,
    private readonly redis: Redis,
  ) {}

  figures(): Promise<Figures> {
    return this.kept.get()
  }

  private async read(): Promise<Figures> {
    const [{ messages, ...sizes }, memoryBytes] = await Promise.all([this.sizes(), this.memory()])
    const percent = Math.min(100, (COUNTED_MESSAGES * 100) / Math.max(1, messages))
    return { ...sizes, memoryBytes, messagesPerDay: await this.messagesPerDay(percent) }
  }

  private async sizes(): Promise<Sizes> {
    const [row] = await this.postgres.client.$queryRaw<Record<keyof Sizes, bigint>[]>`
      SELECT (SELECT count(DISTINCT user_id) FROM session WHERE last_used_at > now() - interval '7 days') AS "activeUsers",
        pg_database_size(current_database()) AS "databaseBytes",
        (SELECT GREATEST(c.reltuples, s.n_live_tup)::bigint FROM pg_class c JOIN pg_stat_user_tables s ON s.relid = c.oid
          WHERE c.oid = 'message'::regclass) AS messages`
    const number = (key: keyof Sizes) => Number(row?.[key] ?? 0)
    return {
      activeUsers: number('activeUsers'),
      databaseBytes: number('databaseBytes'),
      messages: number('messages'),
    }
  }

  /** From `percent` of the table's pages, so that it costs the same however much there is. */
  private async messagesPerDay(percent: number): Promise<Figures['messagesPerDay']> {
    return this.postgres.client.$queryRaw`
      SELECT to_char(d.day, 'YYYY-MM-DD') AS day, COALESCE(round(m.count * 100 / ${percent}::float8), 0)::int AS count
      FROM generate_series(date_trunc('day', now() AT TIME ZONE 'UTC') - interval '13 days',
        date_trunc('day', now() AT TIME ZONE 'UTC'), interval '1 day') AS d(day)
      LEFT JOIN (
        SELECT date_trunc('day', at AT TIME ZONE 'UTC') AS day, count(*) AS count
        FROM message TABLESAMPLE SYSTEM (${percent}::float4)
        WHERE at >= (date_trunc('day', now() AT TIME ZONE 'UTC') - interval '13 days') AT TIME ZONE 'UTC'
        GROUP BY 1) m ON m.day = d.day
      ORDER BY d.day`
  }

  private async memory(): Promise<number> {
    const infos = await Promise.all(this.redis.servers().map(({ hot }) => hot.info('memory')))
    return infos.reduce((sum, info) => sum + Number(/^used_memory:(\d+)/m.exec(info)?.[1] ?? 0), 0)
  }
}
