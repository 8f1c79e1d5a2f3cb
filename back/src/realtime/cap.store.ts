import { Injectable } from '@nestjs/common'
import { createHash, randomUUID } from 'node:crypto'
import { defineScript, type Script } from '../infra/lua.js'
import { Redis } from '../infra/redis.js'

/** A process that died without a word counts this long. */
const LEASE_MS = 10_000
export const LEASED_EVERY_MS = 3_000
/** Counts of a process that died, and that nobody asks for any more, are forgotten after this long. */
const KEPT_MS = 300_000
export const RESTATED_EVERY_MS = 20_000
const PROCESSES = '{papo}:sockets'

export type Counted = { of: 'user' | 'address'; key: string; count: number }

const keyOf = ({ of, key }: Counted) =>
  `${PROCESSES}:${of}:${createHash('sha256').update(key).digest('base64url').slice(0, 22)}`

/** How many sockets each process has of a user and of an address: every process says its own number, and all of it. */
@Injectable()
export class CapStore {
  /** Of this process alone: one that starts again under the same name has none of the sockets before. */
  private readonly process = randomUUID()
  private readonly script: Script

  constructor(redis: Redis) {
    const file = new URL('./caps.lua', import.meta.url)
    this.script = defineScript(redis, { name: 'countSockets', file, keys: 2 })
  }

  /** Says the number, unless that makes more than `most` on all instances. @throws ioredis errors */
  async claim(counted: Counted, most: number): Promise<boolean> {
    return (await this.run(keyOf(counted), counted.count, most)) === 1
  }

  async state(counted: Counted): Promise<void> {
    await this.run(keyOf(counted), counted.count)
  }

  /** To be called more often than the lease ends. */
  async renew(): Promise<void> {
    await this.run(`${PROCESSES}:none`, 0)
  }

  private run(key: string, count: number, most: number | '' = ''): Promise<unknown> {
    return this.script([PROCESSES, key], [this.process, LEASE_MS, KEPT_MS, count, most])
  }
}
