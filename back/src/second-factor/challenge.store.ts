import { createHash, randomBytes } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Redis } from '../infra/redis.js'

/** Whose password was right. `passwordMark`: by which a password that changed since is known. */
export type Challenged = { userId: string; passwordMark: string }

export const CHALLENGE_SECONDS = 300
const TOKEN_BYTES = 32
const hashOf = (text: string) => createHash('sha256').update(text).digest('base64url')
const keyOf = (challenge: string) => `login:challenge:${hashOf(challenge)}`

export const passwordMarkOf = (passwordHash: string): string => hashOf(passwordHash)

/** Between password and code a login is nothing but a line in Redis, which opens nothing and goes by itself. */
@Injectable()
export class ChallengeStore {
  constructor(private readonly redis: Redis) {}

  async make(challenged: Challenged): Promise<string> {
    const challenge = randomBytes(TOKEN_BYTES).toString('base64url')
    await this.redis.hot.set(keyOf(challenge), JSON.stringify(challenged), 'EX', CHALLENGE_SECONDS)
    return challenge
  }

  async read(challenge: string): Promise<Challenged | undefined> {
    const found = await this.redis.hot.get(keyOf(challenge))
    return found === null ? undefined : (JSON.parse(found) as Challenged)
  }

  /** @returns whether it was still there: of several at once, one ends it */
  async end(challenge: string): Promise<boolean> {
    return (await this.redis.hot.del(keyOf(challenge))) === 1
  }
}
