import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { Inject, Injectable } from '@nestjs/common'
import { cookieNames, readCookie } from '../auth/cookies.js'
import type { Identity } from '../auth/identity.js'
import { requireScope } from '../auth/scope.js'
import { unauthenticated } from '../auth/token.js'
import { TokenVerifier } from '../auth/token.verifier.js'
import { CONFIG, type Config } from '../config.js'
import { clientAddress, limitKeyOf, trustOf, type Trust } from '../http/address.js'
import { isAllowedOrigin } from '../http/origin.js'

/** What is used of Socket.IO's `socket.handshake`; `address` is the peer's. */
export type Handshake = { headers: IncomingHttpHeaders; address: string; auth: Record<string, unknown> }
export type Caller = Identity & { address: string }

/** Decides who may connect. */
@Injectable()
export class HandshakeGuard {
  private readonly trust: Trust
  private readonly cookie: string

  constructor(
    private readonly verifier: TokenVerifier,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.trust = trustOf(config.TRUST_PROXY)
    this.cookie = cookieNames(config).access
  }

  /**
   * Engine.IO's `allowRequest`. CORS does not stop a foreign page's WebSocket, and the browser would send our
   * cookies along, so every request with an Origin is held against the list; polling requests too.
   */
  readonly allowRequest = (
    request: IncomingMessage,
    answer: (error: string | null | undefined, allowed: boolean) => void,
  ): void => {
    const { origin, host } = request.headers
    const allowed = origin === undefined || isAllowedOrigin(origin, host, this.config)
    answer(allowed ? null : 'origin is not allowed', allowed)
  }

  /**
   * Who is calling, and from which address. Cookies count only where a browser says which page is calling: by an
   * Origin (held against the list before), or for a polling GET of our own page by Sec-Fetch-Site. @throws ChatError `unauthenticated` or `unavailable`
   */
  async authenticate({ headers, auth, address }: Handshake): Promise<Caller> {
    const given = auth['token']
    const fromPage = headers.origin !== undefined || headers['sec-fetch-site'] === 'same-origin'
    const fromCookie = fromPage ? readCookie(headers.cookie, this.cookie) : undefined
    const token = typeof given === 'string' ? given : fromCookie
    if (!token) throw unauthenticated()
    const identity = await this.verifier.verify(token)
    // Whoever listens reads.
    requireScope(identity, 'read')
    return { ...identity, address: this.addressOf(address, headers) }
  }

  /** What limits count as the client's address. */
  addressOf(peer: string, headers: IncomingHttpHeaders): string {
    return limitKeyOf(clientAddress(peer, headers, this.trust))
  }
}
