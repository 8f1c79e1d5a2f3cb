import type { Config } from '../config.js'
import type { CurrentLimits, Rate } from './current.limits.js'

export type PolicyName =
  | 'messagesOfUser'
  | 'messagesOfAddress'
  | 'roomOperations'
  | 'profileOfUser'
  | 'authOfAddress'
  | 'loginOfAccount'
  | 'codesOfChallenge'
  | 'codesOfAccount'
  | 'resetsOfAccount'
  | 'invitesOfAddress'
  | 'contactsOfUser'
  | 'searchesOfUser'
  | 'uploadsOfUser'
  | 'pushOfUser'
  | 'callsOfUser'
  | 'filesOfUser'
  | 'exportsOfUser'
  | 'callsOfAddress'

const MINUTE_MS = 60_000
const DAY_MS = 1_440 * MINUTE_MS
const perMinute = (limit: number, capacity = limit): Rate => ({ capacity, limit, windowMs: MINUTE_MS })

/** Every limit by name. What is keyed by user outlives reconnects; what is keyed by address bounds strangers. */
export function policiesOf(config: Config, current: CurrentLimits): Record<PolicyName, Rate> {
  const windowMs = config.THROTTLE_TTL * 1_000
  const perAddress = config.THROTTLE_IP_LIMIT
  return {
    messagesOfUser: current.messagesOfUser,
    messagesOfAddress: { capacity: perAddress, limit: perAddress, windowMs },
    roomOperations: current.roomOperations,
    // A new name or status is told as a message is.
    profileOfUser: current.messagesOfUser,
    authOfAddress: perMinute(config.AUTH_IP_LIMIT),
    // Ten tries, then one per 30 s, 1, 2, 4, 5 minutes.
    loginOfAccount: perMinute(2, 10),
    // Five tries with one password, which hardly anybody needs; ten in all, then as with passwords.
    codesOfChallenge: { capacity: 5, limit: 1, windowMs: 10 * MINUTE_MS },
    codesOfAccount: perMinute(2, 10),
    // Three e-mails at once, then one per ten minutes; also for addresses that nobody has.
    resetsOfAccount: { capacity: 3, limit: 1, windowMs: 10 * MINUTE_MS },
    invitesOfAddress: perMinute(60),
    // So that nobody asks a whole directory.
    contactsOfUser: perMinute(20),
    searchesOfUser: perMinute(config.SEARCH_LIMIT),
    uploadsOfUser: perMinute(config.UPLOAD_LIMIT),
    pushOfUser: perMinute(12),
    // Two, then one a day.
    exportsOfUser: { capacity: 2, limit: 1, windowMs: DAY_MS },
    callsOfUser: perMinute(1_200),
    filesOfUser: perMinute(6_000),
    callsOfAddress: perMinute(12_000),
  }
}
