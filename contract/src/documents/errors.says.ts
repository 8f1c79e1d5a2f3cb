import type { ErrorCode } from '../errors.js'

/** What each refusal means, for people who read of it. */
export const ERROR_SAYS: Record<ErrorCode, string> = {
  invalid_payload: 'The request does not have the form that is asked for; `issues` names the fields.',
  unauthenticated: 'Nobody is logged in, or the token is over.',
  forbidden: 'One may not do this.',
  not_found: 'There is no such thing, or one may not know of it.',
  conflict: 'It contradicts what is there.',
  too_large: 'More than is taken.',
  rate_limited: 'Too many at once; `retryAfterMs` says when to try again.',
  internal: 'Something went wrong on our side. It says nothing more, and is logged.',
  unavailable: 'Not reachable at the moment; the same request may succeed later.',
}
