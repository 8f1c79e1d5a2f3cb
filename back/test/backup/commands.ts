import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { launch } from '../../../scripts/child.mjs'
import type { Cluster } from '../harness.js'

export type Ended = { code: number | null; text: string }

/** Starts the built command, with the settings that a cluster's processes have. */
export function start(command: 'backup' | 'restore', words: string[], env: Record<string, string>) {
  const script = fileURLToPath(new URL(`../../dist/${command}.js`, import.meta.url))
  const child = launch([process.execPath, script, ...words], { env: { PATH: process.env['PATH'], ...env } })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data: Buffer) => (text += data.toString()))
  const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, text }))
  return { child, ended }
}

export const run = (...args: Parameters<typeof start>): Promise<Ended> => start(...args).ended

export const storesOf = (cluster: Cluster, uploadsDir: string) => ({
  NODE_ENV: 'test',
  DATABASE_URL: cluster.databaseUrl,
  REDIS_URL: cluster.redis.url,
  UPLOADS_DIR: uploadsDir,
})
