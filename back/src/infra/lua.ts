import { readFileSync } from 'node:fs'
import type { Client } from './redis.js'

export type Script = (keys: string[], args: (string | number | Buffer)[]) => Promise<unknown>

/**
 * Teaches `client` the script in `file`, which lies beside the module that calls it:
 * `defineScript(redis.hot, { name: 'spend', file: new URL('./bucket.lua', import.meta.url), keys: 1 })`.
 * ioredis sends its hash and, to a server that does not know it, its text.
 */
export function defineScript(
  client: Client,
  { name, file, keys }: { name: string; file: URL; keys: number },
): Script {
  client.defineCommand(name, { numberOfKeys: keys, lua: readFileSync(file, 'utf8') })
  const run = Reflect.get(client, name) as (...args: (string | number | Buffer)[]) => Promise<unknown>
  return (given, args) => run.call(client, ...given, ...args)
}
