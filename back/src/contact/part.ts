import type { Sql } from '../infra/postgres.js'

/** Two people, of whom one acts. */
export type Pair = { userId: string; otherId: string }

/** They are neither contacts nor ask each other any more. @returns whether they were or did */
export async function part(tx: Sql, { userId, otherId }: Pair): Promise<boolean> {
  const both = [
    { userId, otherId },
    { userId: otherId, otherId: userId },
  ]
  return (await tx.contact.deleteMany({ where: { OR: both } })).count > 0
}
