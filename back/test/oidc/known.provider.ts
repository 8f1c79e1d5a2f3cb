import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { exportJWK, generateKeyPair } from 'jose'
import { type Context, Provider } from 'oidc-provider'
import { freePort } from '../../../scripts/ports.mjs'

export type Resident = Record<string, unknown>

const CLIENT = 'papo'
const SECRET = 'a secret of papo and its provider'

/** A certified provider on loopback. People log in there by a name alone, and agree to everything. */
export class KnownProvider {
  /** What it tells of those it knows, by the name that they log in with. */
  readonly residents = new Map<string, Resident>()
  private server: Server | undefined

  private constructor(private readonly port: number) {}

  /** `homes`: where Papo may be, in whose callbacks logins end. */
  static async open(homes: string[]): Promise<KnownProvider> {
    const provider = new KnownProvider(await freePort())
    await provider.start(homes)
    return provider
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get env(): Record<string, string> {
    const { issuer: OIDC_ISSUER } = this
    return { OIDC_ISSUER, OIDC_CLIENT_ID: CLIENT, OIDC_CLIENT_SECRET: SECRET, OIDC_NAME: 'Example' }
  }

  async start(homes: string[]): Promise<void> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true })
    const jwks = { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', kid: 'first', alg: 'RS256' }] }
    const provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: CLIENT,
          client_secret: SECRET,
          redirect_uris: homes.map((home) => `${home}/api/auth/oidc/callback`),
        },
      ],
      jwks,
      cookies: { keys: [SECRET] },
      ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
      claims: { email: ['email', 'email_verified'], profile: ['name', 'preferred_username'] },
      pkce: { required: () => true },
      findAccount: (_context: unknown, id: string) => ({
        accountId: id,
        claims: () => ({ sub: `sub-of-${id}`, ...this.residents.get(id) }),
      }),
      loadExistingGrant: agree,
    })
    this.server = createServer(provider.callback()).listen(this.port, '127.0.0.1')
    await once(this.server, 'listening')
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections()
    this.server?.close()
    if (this.server) await once(this.server, 'close')
    this.server = undefined
  }
}

async function agree({ oidc: { client, session, provider } }: Context): Promise<object> {
  const grant = new provider.Grant({ accountId: session.accountId, clientId: client.clientId })
  grant.addOIDCScope('openid profile email')
  await grant.save()
  return grant
}
