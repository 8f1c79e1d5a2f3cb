import { Inject, Injectable } from '@nestjs/common'
import { randomUUID } from 'node:crypto'
import { CONFIG, type Config } from '../config.js'
import { defineScript, type Script } from '../infra/lua.js'
import { Redis } from '../infra/redis.js'

export const ROLES = ['instance', 'worker'] as const
export type Role = (typeof ROLES)[number]
export type Want = 'out' | 'in'
export type Lease = {
  role: Role
  name: string
  ready: boolean
  /** Also when it is about to, because somebody wants it. */
  draining: boolean
  /** As the process wrote it (JSON); another version may have written it. */
  said: string
}

/** A process that died without a word is gone after this long. */
const LEASE_MS = 10_000
/** What is wanted of a process stands this long, so a lost message changes nothing; the process remembers it for good. */
const WANTED_MS = 600_000
const INDEX = '{papo}:cluster'
const prefixOf = (role: Role) => `${role}:`
const keyOf = (process: string) => `${INDEX}:${process}`
const wantOf = (process: string) => `${INDEX}:wanted:${process}`
const INSTANCE = prefixOf('instance')

/** Which processes live, what each says of itself, and what is wanted of it. All keys share a slot. */
@Injectable()
export class LeaseStore {
  /** One that starts again under the same name is not meant by what was wanted before. */
  private readonly run = randomUUID()
  private readonly beatScript: Script
  private readonly wantScript: Script

  constructor(
    private readonly redis: Redis,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    const file = (name: string) => new URL(`./${name}.lua`, import.meta.url)
    this.beatScript = defineScript(redis, { name: 'beat', file: file('beat'), keys: 3 })
    this.wantScript = defineScript(redis, { name: 'want', file: file('want'), keys: 3 })
  }

  /** To be said more often than the lease ends. @returns what is wanted of this very process, if anything */
  async renew(
    role: Role,
    { ready, draining, said }: Omit<Lease, 'role' | 'name'>,
  ): Promise<Want | undefined> {
    const process = prefixOf(role) + this.config.INSTANCE_ID
    const flags = [ready, draining].map(Number)
    const wanted = await this.beatScript(
      [INDEX, keyOf(process), wantOf(process)],
      [process, LEASE_MS, this.run, ...flags, said],
    )
    return wantFor(this.run, wanted)
  }

  /** On the way out: gone at once. */
  async end(role: Role): Promise<void> {
    const process = prefixOf(role) + this.config.INSTANCE_ID
    await Promise.all([this.redis.hot.zrem(INDEX, process), this.redis.hot.del(keyOf(process))])
  }

  /** Those that live, by name. @throws ioredis errors */
  async all(): Promise<Lease[]> {
    const processes = await this.redis.hot.zrange(INDEX, '0', '-1')
    const found = await Promise.all(
      processes.map(async (process) => {
        const [lease, wanted] = await Promise.all([
          this.redis.hot.hgetall(keyOf(process)),
          this.redis.hot.get(wantOf(process)),
        ])
        return toLease(process, lease, wanted)
      }),
    )
    return found.filter((lease) => lease !== undefined).sort((a, b) => a.name.localeCompare(b.name, 'en'))
  }

  /** Whether an instance could take the people of this one. */
  async canLeave(): Promise<boolean> {
    const { INSTANCE_ID } = this.config
    const others = (await this.all()).filter(({ role, name }) => role === 'instance' && name !== INSTANCE_ID)
    return others.some(({ ready, draining }) => ready && !draining)
  }

  /** `last`: no other instance is ready. */
  async want(name: string, want: Want): Promise<'ok' | 'same' | 'unknown' | 'last'> {
    const keys = [INDEX, keyOf(INSTANCE), wantOf(INSTANCE)]
    const answer = await this.wantScript(keys, [name, want, WANTED_MS, INSTANCE])
    return answer as 'ok' | 'same' | 'unknown' | 'last'
  }
}

function wantFor(run: string | undefined, wanted: unknown): Want | undefined {
  const [want, whose] = typeof wanted === 'string' ? wanted.split(':') : []
  return whose === run && (want === 'out' || want === 'in') ? want : undefined
}

function toLease(process: string, lease: Record<string, string>, wanted: string | null): Lease | undefined {
  const role = ROLES.find((one) => process.startsWith(prefixOf(one)))
  if (!role || lease['said'] === undefined) return undefined
  const want = wantFor(lease['run'], wanted)
  return {
    role,
    name: process.slice(prefixOf(role).length),
    ready: lease['ready'] === '1',
    draining: want ? want === 'out' : lease['draining'] === '1',
    said: lease['said'],
  }
}
