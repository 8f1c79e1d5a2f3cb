import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { z } from 'zod'
import { FLOW_SECONDS } from '../auth/cookies.js'
import { Redis } from '../infra/redis.js'

const flow = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  redirectUri: z.string(),
  /** The origin of the page where it began. */
  home: z.string(),
  returnTo: z.string().optional(),
  invite: z.string().optional(),
  /** Whose account the identity is to be linked to, and by which session. */
  link: z.object({ userId: z.string(), sessionId: z.string() }).optional(),
})
/** One login on its way through a provider. */
export type Flow = z.infer<typeof flow>

/** Logins on their way, for whichever instance they come back to. */
@Injectable()
export class FlowStore {
  constructor(private readonly redis: Redis) {}

  async keep(browser: string, kept: Flow): Promise<void> {
    await this.redis.hot.set(keyOf(browser, kept.state), JSON.stringify(kept), 'EX', FLOW_SECONDS)
  }

  /** Once, and only for the browser that began it: another one does not even use it up. */
  async take(browser: string, state: string): Promise<Flow | undefined> {
    const found = await this.redis.hot.getdel(keyOf(browser, state))
    return found === null ? undefined : flow.parse(JSON.parse(found))
  }
}

/** What both say together names it. */
const keyOf = (browser: string, state: string) =>
  `{papo}:oidc:${createHash('sha256').update(`${browser}.${state}`).digest('base64url')}`
