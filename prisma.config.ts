import { fileURLToPath } from 'node:url'
import { defineConfig } from 'prisma/config'

// Prisma would download its schema engine; ours comes from npm.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= fileURLToPath(
  new URL('./prisma/schema-engine.mjs', import.meta.url),
)

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations', seed: 'node prisma/seed.mjs' },
  datasource: { url: process.env['DATABASE_URL'] ?? '' },
})
