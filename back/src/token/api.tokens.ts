import { Inject, Injectable } from '@nestjs/common'
import type { Identity } from '../auth/identity.js'
import { unauthenticated } from '../auth/token.js'
import { CONFIG, type Config } from '../config.js'
import { Revocations } from '../session/revocations.js'
import { ApiTokenStore } from './api.token.store.js'
import { hashOf, TokenSecrets } from './secret.js'

type Known = { identity: Promise<Identity>; untilMs: number }

/** Well below the time that Redis remembers a revocation, which is asked on every use. */
const KNOWN_MS = 30_000
const KNOWN_MAX = 5_000

/** Judges API tokens. Whose one is, is read twice a minute at most; whether it was revoked, every time. */
@Injectable()
export class ApiTokens {
  private readonly secrets: TokenSecrets
  private readonly known = new Map<string, Known>()

  constructor(
    private readonly store: ApiTokenStore,
    private readonly revocations: Revocations,
    @Inject(CONFIG) config: Config,
  ) {
    this.secrets = new TokenSecrets(config.JWT_SECRET)
  }

  /** @throws ChatError `unauthenticated`, or `unavailable` while revocations are not known */
  async verify(token: string): Promise<Identity> {
    const sessionId = this.secrets.read(token)
    if (!sessionId) throw unauthenticated()
    const identity = await this.look(sessionId, hashOf(token))
    if (identity.expiresAt.getTime() <= Date.now()) throw unauthenticated()
    if (await this.revocations.has(sessionId)) throw unauthenticated()
    return identity
  }

  private look(sessionId: string, hash: string): Promise<Identity> {
    const known = this.known.get(hash)
    if (known && known.untilMs > Date.now()) return known.identity
    if (this.known.size >= KNOWN_MAX) this.known.clear()
    const identity = this.ask(sessionId, hash)
    this.known.set(hash, { identity, untilMs: Date.now() + KNOWN_MS })
    // What failed may do better at the next call.
    identity.catch(() => this.known.delete(hash))
    return identity
  }

  private async ask(sessionId: string, hash: string): Promise<Identity> {
    const holder = await this.store.use(sessionId, hash)
    if (!holder) throw unauthenticated()
    return { ...holder, sessionId }
  }
}
