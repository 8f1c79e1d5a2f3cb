import { Injectable } from '@nestjs/common'
import { hash, verify } from '@node-rs/argon2'
import { ChatError } from '../errors.js'

// OWASP's parameters for argon2id, which is the library's default algorithm: 19 MiB, two passes, one lane.
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** Leaves threads of libuv's pool, and a core, to everything else. */
const AT_ONCE = 2
const WAITING_MAX = 300

/** Hashes passwords, a few at a time: a flood of logins must not slow the chat down. */
@Injectable()
export class PasswordHasher {
  private running = 0
  private readonly waiting: (() => void)[] = []
  private readonly nobody = hash('nobody has this password', PARAMETERS)

  /** @throws ChatError `unavailable` when too many wait */
  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, PARAMETERS))
  }

  /** Takes as long for `undefined`, the hash of somebody who does not exist, and for who has no password. */
  verify(passwordHash: string | undefined, password: string): Promise<boolean> {
    return this.inTurn(async () => {
      const known = passwordHash?.startsWith('$') ? passwordHash : undefined
      const matches = await verify(known ?? (await this.nobody), password)
      return matches && known !== undefined
    })
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) await this.turn()
    else this.running++
    try {
      return await work()
    } finally {
      const next = this.waiting.shift()
      if (next) next()
      else this.running--
    }
  }

  private turn(): Promise<void> {
    if (this.waiting.length >= WAITING_MAX)
      throw new ChatError('unavailable', 'Too many people are logging in at the moment, try again.')
    return new Promise((resolve) => this.waiting.push(resolve))
  }
}
