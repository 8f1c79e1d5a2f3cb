import type { OidcProblem } from '@papo/contract'
import { AuthorizationResponseError, ClientError, ResponseBodyError } from 'openid-client'
import { ChatError, isUnavailable } from '../errors.js'

/** Why logging in by a provider came to nothing, for the address of the page that says so. */
export class OidcRefusal extends Error {
  constructor(readonly problem: OidcProblem) {
    super(problem)
  }
}

const SERVER_ERROR = 500
/** The person changed their mind, or the provider does not let them in here. */
const DENIED = new Set(['access_denied', 'consent_required', 'interaction_required', 'login_required'])
const AWAY = new Set(['temporarily_unavailable', 'server_error'])

/** Whether the provider did not answer, or could not; what it says that is wrong is something else. */
export function isAway(error: unknown): boolean {
  if (error instanceof AuthorizationResponseError) return AWAY.has(error.error)
  if (error instanceof ResponseBodyError) return error.status >= SERVER_ERROR
  if (error instanceof TypeError) return error.message === 'fetch failed'
  if (!(error instanceof ClientError)) return false
  if (error.code === 'OAUTH_TIMEOUT') return true
  if (error.cause instanceof Response) return error.cause.status >= SERVER_ERROR
  // Its body broke off.
  return error.code === undefined && error.cause instanceof Error
}

export function problemOf(error: unknown): OidcProblem {
  if (error instanceof OidcRefusal) return error.problem
  if (error instanceof AuthorizationResponseError && DENIED.has(error.error)) return 'refused'
  if (error instanceof ChatError && error.code === 'rate_limited') return 'busy'
  if (error instanceof ChatError && error.code === 'unauthenticated') return 'expired'
  return isAway(error) || isUnavailable(error) ? 'unavailable' : 'failed'
}
