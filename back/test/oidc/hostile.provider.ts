import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import {
  base64url,
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTPayload,
  SignJWT,
} from 'jose'
import { freePort } from '../../../scripts/ports.mjs'

export const CLIENT = 'papo'
const SECRET = 'a secret of papo and its provider'

/** What it does wrong, each in its own way; without any it is as good as others. */
export type Mischief = {
  claims?: Readonly<Record<string, unknown>>
  /** Who signs: itself, someone else, the client's own secret, or nobody. */
  signer?: 'stranger' | 'secret' | 'nobody'
  userinfo?: object
  /** Of its token endpoint. */
  status?: number
  noIdToken?: true
  silent?: true
  /** What it calls itself. */
  issuer?: string
}

/** A provider on loopback that says whatever a test wants, and remembers what it was asked. */
export class HostileProvider {
  mischief: Mischief = {}
  /** Of the login that is on its way, as Papo asked for it. */
  nonce = ''
  readonly asked: URLSearchParams[] = []
  private server: Server | undefined
  private keys: { own: CryptoKey; stranger: CryptoKey; jwk: JWK } | undefined

  private constructor(private readonly port: number) {}

  static async open(): Promise<HostileProvider> {
    const provider = new HostileProvider(await freePort())
    await provider.start()
    return provider
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get env(): Record<string, string> {
    return { OIDC_ISSUER: this.issuer, OIDC_CLIENT_ID: CLIENT, OIDC_CLIENT_SECRET: SECRET }
  }

  async start(): Promise<void> {
    const [own, stranger] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')])
    const jwk = { ...(await exportJWK(own.publicKey)), kid: 'first', alg: 'RS256', use: 'sig' }
    this.keys ??= { own: own.privateKey, stranger: stranger.privateKey, jwk }
    const answer = (request: IncomingMessage, response: ServerResponse) => void this.answer(request, response)
    this.server = createServer(answer).listen(this.port, '127.0.0.1')
    await once(this.server, 'listening')
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections()
    this.server?.close()
    if (this.server) await once(this.server, 'close')
    this.server = undefined
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.mischief.silent) return
    const body = new URLSearchParams(await text(request))
    const path = request.url ?? ''
    if (path === '/token') this.asked.push(body)
    const status = path === '/token' ? (this.mischief.status ?? 200) : 200
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(await this.say(path)))
  }

  private async say(path: string): Promise<object> {
    const { issuer } = this
    if (path === '/jwks') return { keys: [this.keys?.jwk] }
    if (path === '/userinfo') return this.mischief.userinfo ?? { sub: 'someone' }
    if (path === '/token')
      return {
        access_token: 'opaque',
        token_type: 'Bearer',
        ...(this.mischief.noIdToken ? {} : { id_token: await this.word() }),
      }
    return {
      issuer: this.mischief.issuer ?? issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/jwks`,
      id_token_signing_alg_values_supported: ['RS256'],
      authorization_response_iss_parameter_supported: true,
    }
  }

  private async word(): Promise<string> {
    const { claims, signer } = this.mischief
    const now = Math.floor(Date.now() / 1_000)
    const said: JWTPayload = {
      ...{ iss: this.issuer, aud: CLIENT, sub: 'someone', iat: now, exp: now + 60, nonce: this.nonce },
      ...claims,
    }
    if (signer === 'nobody')
      return `${[{ alg: 'none' }, said].map((part) => base64url.encode(JSON.stringify(part))).join('.')}.`
    const token = new SignJWT(said)
    if (signer === 'secret')
      return token.setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(SECRET))
    const key = signer === 'stranger' ? this.keys?.stranger : this.keys?.own
    if (!key) throw new Error('not started')
    return token.setProtectedHeader({ alg: 'RS256', kid: 'first' }).sign(key)
  }
}
