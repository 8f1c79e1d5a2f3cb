import { randomBytes } from 'node:crypto'
import { Inject, Injectable } from '@nestjs/common'
import { type OidcProblem, type Request } from '@papo/contract'
import type { Identity } from '../auth/identity.js'
import { CONFIG, type Config } from '../config.js'
import { ChatError } from '../errors.js'
import { isAllowedOrigin } from '../http/origin.js'
import { Limiter } from '../limit/limiter.js'
import { LOGGER, type Logger } from '../logger.js'
import type { Visitor } from '../second-factor/challenge.service.js'
import type { Grant } from '../session/session.service.js'
import { type Flow, FlowStore } from './flow.store.js'
import { IdentityService } from './identity.service.js'
import { OidcLogin } from './oidc.login.js'
import { OidcRefusal, problemOf } from './oidc.refusal.js'
import { Provider } from './provider.js'

/** A page of ours, by the headers of its call. */
export type Page = { origin: string | undefined; host: string | undefined; address: string }
type Begun = { url: string; browser: string }
type Purpose = Request<'startOidc'> & Pick<Flow, 'link'>
/** Where the browser goes now, and with what; `used`: this browser's login is not on its way any more. */
type Returned = { to: string; used: boolean; grant?: Grant }

const CALLBACK = '/api/auth/oidc/callback'
const LOGIN_PAGE = '#/'
/** Where identities are linked. */
const LINK_PAGE = '#/settings/password'
const BROWSER_BYTES = 32

/** The way out to the provider, and back. */
@Injectable()
export class OidcService {
  constructor(
    private readonly provider: Provider,
    private readonly flows: FlowStore,
    private readonly login: OidcLogin,
    private readonly identities: IdentityService,
    private readonly limiter: Limiter,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** @throws ChatError `not_found`, `unavailable`, `rate_limited`; `forbidden` to what is no page of ours */
  async begin(page: Page, { link, returnTo, invite }: Purpose): Promise<Begun> {
    this.provider.require()
    await this.limiter.spend('authOfAddress', page.address)
    const home = this.homeOf(page)
    const redirectUri = this.config.OIDC_REDIRECT_URL ?? home + CALLBACK
    const { url, ...secrets } = await this.provider.begin(redirectUri)
    const browser = randomBytes(BROWSER_BYTES).toString('base64url')
    const purpose = { ...(link && { link }), ...(returnTo && { returnTo }), ...(invite && { invite }) }
    await this.flows.keep(browser, { ...secrets, ...purpose, redirectUri, home })
    return { url, browser }
  }

  /** @throws ChatError `invalid_payload` naming `password`; `forbidden` without one, if they logged in long ago */
  async beginLink(page: Page, me: Identity, password: string | undefined): Promise<Begun> {
    this.provider.require()
    await this.identities.requireSelf(me, password)
    const { userId, sessionId } = me
    return this.begin(page, { link: { userId, sessionId } })
  }

  /** Never throws but for `not_found`: a browser that comes back is led to a page, whatever went wrong. */
  async finish(query: string, browser: string | undefined, visitor: Visitor): Promise<Returned> {
    this.provider.require()
    let flow: Flow | undefined
    try {
      await this.limiter.spend('authOfAddress', visitor.address)
      const state = new URLSearchParams(query).get('state')
      flow = browser && state ? await this.flows.take(browser, state) : undefined
      if (!flow) throw new OidcRefusal('expired')
      return { used: true, ...(await this.use(flow, query, visitor)) }
    } catch (error) {
      return { used: flow !== undefined, to: this.problemPage(flow, this.problem(error)) }
    }
  }

  private async use(flow: Flow, query: string, visitor: Visitor): Promise<Omit<Returned, 'used'>> {
    const proof = await this.provider.prove(query, flow)
    if (flow.link) {
      await this.identities.link(flow.link, proof)
      return { to: `${flow.home}/${LINK_PAGE}?linked` }
    }
    const grant = await this.login.enter(proof, { ...visitor, invite: flow.invite })
    return { to: `${flow.home}/${flow.returnTo ?? LOGIN_PAGE}`, grant }
  }

  private problem(error: unknown): OidcProblem {
    const problem = problemOf(error)
    if (problem === 'failed' || problem === 'unavailable')
      this.logger.warn({ err: error, problem }, 'a login by the provider came to nothing')
    return problem
  }

  private problemPage(flow: Flow | undefined, problem: OidcProblem): string {
    const home = flow?.home ?? this.config.FRONTEND_URL[0] ?? ''
    return `${home}/${flow?.link ? LINK_PAGE : LOGIN_PAGE}?problem=${problem}`
  }

  private homeOf({ origin, host }: Page): string {
    if (origin !== undefined && isAllowedOrigin(origin, host, this.config)) return origin
    const [first] = this.config.FRONTEND_URL
    if (origin === undefined && first) return first
    throw new ChatError('forbidden', 'This begins on a page.')
  }
}
