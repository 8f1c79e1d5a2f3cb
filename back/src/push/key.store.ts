import { Injectable } from '@nestjs/common'
import { Postgres } from '../infra/postgres.js'

/** Keys that the installation makes for itself, once, whichever process is first. */
@Injectable()
export class KeyStore {
  constructor(private readonly postgres: Postgres) {}

  /** What is kept under the name; what `make` gives, if nothing is. */
  async keep(name: string, make: () => object): Promise<unknown> {
    const kept = await this.read(name)
    if (kept !== undefined) return kept
    await this.postgres.client.$executeRaw`
      INSERT INTO installation_key (name, value) VALUES (${name}, ${JSON.stringify(make())}::jsonb)
      ON CONFLICT (name) DO NOTHING`
    return this.read(name)
  }

  private async read(name: string): Promise<unknown> {
    const row = await this.postgres.client.installationKey.findUnique({ where: { name } })
    return row?.value
  }
}
