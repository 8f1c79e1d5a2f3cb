import { readFileSync } from 'node:fs'
import type { Redis } from './redis.js'

export type Script = (keys: string[], args: (string | number | Buffer)[]) => Promise<unknown>
type Definition = { name: string; file: URL; keys: number; bound?: boolean }

/**
 * Teaches Redis the script in `file`, which lies beside the module that calls it:
 * `defineScript(redis, { name: 'spend', file: new URL('./bucket.lua', import.meta.url), keys: 1 })`.
 * ioredis sends its hash and, to a server that does not know it, its text. `bound`: it is told to which run of a server
 * it goes, so no other one runs it.
 */
export function defineScript(redis: Redis, { name, file, keys, bound = false }: Definition): Script {
  redis.define({ name, lua: readFileSync(file, 'utf8'), numberOfKeys: keys, bound })
  const { hot } = redis
  const run = Reflect.get(hot, name) as (...args: (string | number | Buffer)[]) => Promise<unknown>
  return (given, args) => run.call(hot, ...given, ...args)
}
