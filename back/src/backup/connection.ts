import pg from 'pg'

/** A connection of its own, without the time limits of the pool. */
export async function connected<T>(
  connectionString: string,
  work: (db: pg.Client) => Promise<T>,
): Promise<T> {
  const db = new pg.Client({ connectionString, keepAlive: true, application_name: 'papo-backup' })
  // The running query reports it.
  db.on('error', () => undefined)
  await db.connect()
  try {
    return await work(db)
  } finally {
    await db.end().catch(() => undefined)
  }
}
