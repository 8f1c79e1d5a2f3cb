import { Inject, Injectable } from '@nestjs/common'
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { CONFIG, type Config } from '../config.js'
import { ChatError, notFound } from '../errors.js'
import { LOGGER, type Logger } from '../logger.js'
import { OidcRefusal } from './oidc.refusal.js'
import type { Claims } from './profile.js'

/** What nobody but this server and the provider knows of one login on its way. */
export type Secrets = { state: string; nonce: string; verifier: string }
/** Who came back, by the provider's signed word. */
export type Proof = { issuer: string; subject: string; claims: Claims; accessToken: string }

/** Of each request to the provider. */
const TIMEOUT_SECONDS = 2
const KEPT_MS = 3_600_000

/** The provider of logins that the settings name. It is asked for when it is first needed, so it may be away at the start. */
@Injectable()
export class Provider {
  /** What the button calls it; undefined where nobody logs in like this. */
  readonly name: string | undefined
  private known: { configuration: Configuration; at: number } | undefined
  private asking: Promise<Configuration> | undefined

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const { OIDC_ISSUER, OIDC_NAME } = config
    this.name = OIDC_ISSUER && (OIDC_NAME || new URL(OIDC_ISSUER).host)
  }

  /** @throws ChatError `not_found` where nobody logs in like this */
  require(): void {
    if (this.name === undefined) throw notFound('way to log in')
  }

  /** @throws ChatError `unavailable` */
  async begin(redirectUri: string): Promise<Secrets & { url: string }> {
    const configuration = await this.reach()
    const secrets = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() }
    const { href } = buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: this.config.OIDC_SCOPES,
      state: secrets.state,
      nonce: secrets.nonce,
      code_challenge: await calculatePKCECodeChallenge(secrets.verifier),
      code_challenge_method: 'S256',
    })
    return { ...secrets, url: href }
  }

  /** Exchanges what came back for a signed word about who it is. @throws what `problemOf` knows */
  async prove(query: string, { redirectUri, ...secrets }: Secrets & { redirectUri: string }): Promise<Proof> {
    const url = new URL(redirectUri)
    url.search = query
    const tokens = await authorizationCodeGrant(await this.reach(), url, {
      expectedState: secrets.state,
      expectedNonce: secrets.nonce,
      pkceCodeVerifier: secrets.verifier,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (!claims) throw new OidcRefusal('failed')
    return { issuer: claims.iss, subject: claims.sub, claims, accessToken: tokens.access_token }
  }

  /** All that the provider tells of them: some say little in the signed word itself. @throws what `problemOf` knows */
  async describe({ subject, claims, accessToken }: Proof): Promise<Claims> {
    const configuration = await this.reach()
    if (!configuration.serverMetadata().userinfo_endpoint) return claims
    return { ...(await fetchUserInfo(configuration, accessToken, subject)), ...claims }
  }

  private async reach(): Promise<Configuration> {
    this.require()
    if (this.known && Date.now() - this.known.at < KEPT_MS) return this.known.configuration
    this.asking ??= this.discover().finally(() => (this.asking = undefined))
    try {
      const configuration = await this.asking
      this.known = { configuration, at: Date.now() }
      return configuration
    } catch (error) {
      this.logger.warn({ err: error }, 'the provider of logins cannot be asked')
      if (this.known) return this.known.configuration
      throw new ChatError('unavailable', `${this.name} cannot be reached at the moment.`)
    }
  }

  private async discover(): Promise<Configuration> {
    const { OIDC_ISSUER = '', OIDC_CLIENT_ID = '', OIDC_CLIENT_SECRET = '' } = this.config
    const configuration = await discovery(
      new URL(OIDC_ISSUER),
      OIDC_CLIENT_ID,
      OIDC_CLIENT_SECRET,
      authenticate(OIDC_CLIENT_SECRET),
      {
        timeout: TIMEOUT_SECONDS,
        // The signature is checked too, although the token comes straight from the provider.
        execute: [
          enableNonRepudiationChecks,
          // The settings take an insecure issuer outside production alone.
          ...(OIDC_ISSUER.startsWith('http:') ? [allowInsecureRequests] : []),
        ],
      },
    )
    // One that stands for many issuers, as Entra's common one does, would let anyone's in.
    const { issuer } = configuration.serverMetadata()
    if (new URL(issuer).href !== new URL(OIDC_ISSUER).href) throw new Error(`the issuer is ${issuer}`)
    return configuration
  }
}

/** As the provider takes it: by the header unless it names only other ways. */
const authenticate =
  (secret: string): ClientAuth =>
  (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported
    const byHeader = methods === undefined || methods.includes('client_secret_basic')
    return (byHeader ? ClientSecretBasic : ClientSecretPost)(secret)(server, ...rest)
  }
