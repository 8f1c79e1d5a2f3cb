import { Injectable } from '@nestjs/common'
import { Postgres } from '../infra/postgres.js'

const MANY = 50

/** Whom and what the names in a query mean. */
@Injectable()
export class NameStore {
  constructor(private readonly postgres: Postgres) {}

  /** By username; else by a part of the name. */
  async people(names: string[]): Promise<string[]> {
    const rows = await this.postgres.client.$queryRaw<{ id: string }[]>`
      SELECT u.id FROM unnest(${names}::text[]) AS n(name)
      CROSS JOIN LATERAL (
        SELECT id FROM app_user WHERE username = lower(n.name)
        UNION ALL
        SELECT id FROM app_user
        WHERE position(search_fold(n.name) IN search_fold(display_name)) > 0
          AND NOT EXISTS (SELECT 1 FROM app_user WHERE username = lower(n.name))) u
      LIMIT ${MANY}`
    return rows.map((row) => row.id)
  }

  /** Those of the user's rooms that bear the name or the id; else those that bear a part of the name. */
  async rooms(userId: string, names: string[]): Promise<string[]> {
    const rows = await this.postgres.client.$queryRaw<{ id: string }[]>`
      WITH mine AS MATERIALIZED (
        SELECT r.id, search_fold(r.name) AS name FROM membership m JOIN room r ON r.id = m.room_id
        WHERE m.user_id = ${userId}::uuid AND m.state = 'active' AND r.deleted_at IS NULL)
      SELECT r.id FROM unnest(${names}::text[]) AS n(name)
      CROSS JOIN LATERAL (
        SELECT id, rank() OVER (ORDER BY exact DESC) FROM (
          SELECT id, mine.name = search_fold(n.name) OR id::text = lower(n.name) AS exact FROM mine
          WHERE position(search_fold(n.name) IN mine.name) > 0 OR id::text = lower(n.name)) x) r
      WHERE r.rank = 1`
    return rows.map((row) => row.id)
  }
}
