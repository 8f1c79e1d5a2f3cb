import { Injectable } from '@nestjs/common'
import { type InstallationSettings, installationSettings } from '@papo/contract'
import { z } from 'zod'
import { Postgres, type Sql } from '../infra/postgres.js'

/** What administrators chose; whatever is absent is the environment's. */
export type Chosen = {
  registration?: InstallationSettings['registration']
  previews?: boolean
  retention: InstallationSettings['retention']
  limits: Partial<InstallationSettings['limits']>
}
type Row = { value: unknown }

const KEY = 'installation'
const FOR_GOOD = { defaultDays: 0, maxDays: 0 }
// A value that another version wrote and this one does not know counts as not chosen.
const kept = z.object({
  registration: installationSettings.shape.registration.optional().catch(undefined),
  previews: z.boolean().optional().catch(undefined),
  retention: installationSettings.shape.retention.catch(FOR_GOOD).default(FOR_GOOD),
  limits: installationSettings.shape.limits.partial().catch({}).default({}),
})

function toChosen(value: unknown): Chosen {
  const { registration, previews, retention, limits } = kept.parse(value ?? {})
  const set = Object.entries(limits).filter(([, limit]) => limit !== undefined)
  return {
    ...(registration && { registration }),
    ...(previews !== undefined && { previews }),
    retention,
    limits: Object.fromEntries(set),
  }
}

@Injectable()
export class SettingStore {
  constructor(private readonly postgres: Postgres) {}

  async read(sql: Sql = this.postgres.client): Promise<Chosen> {
    const row = await sql.setting.findUnique({ where: { key: KEY }, select: { value: true } })
    return toChosen(row?.value)
  }

  /** One change after another. @returns what is chosen now */
  change(decide: (before: Chosen) => Chosen): Promise<Chosen> {
    return this.postgres.transaction(async (tx) => {
      await tx.$executeRaw`INSERT INTO setting (key, value) VALUES (${KEY}, '{}') ON CONFLICT (key) DO NOTHING`
      const [row] = await tx.$queryRaw<Row[]>`SELECT value FROM setting WHERE key = ${KEY} FOR UPDATE`
      const after = decide(toChosen(row?.value))
      await tx.$executeRaw`
        UPDATE setting SET value = ${JSON.stringify(after)}::jsonb, updated_at = now() WHERE key = ${KEY}`
      return after
    })
  }
}
