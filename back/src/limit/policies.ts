import type { Config } from '../config.js'

/** `limit` tokens come back per `windowMs`; a full bucket holds `capacity`. */
export type Policy = { capacity: number; limit: number; windowMs: number }

export type PolicyName =
  | 'messagesOfUser'
  | 'messagesOfAddress'
  | 'roomOperations'
  | 'authOfAddress'
  | 'loginOfAccount'
  | 'invitesOfAddress'
  | 'callsOfUser'
  | 'callsOfAddress'

const MINUTE_MS = 60_000
const perMinute = (limit: number, capacity = limit): Policy => ({ capacity, limit, windowMs: MINUTE_MS })

/** Every limit by name. What is keyed by user outlives reconnects; what is keyed by address bounds strangers. */
export function policiesOf(config: Config): Record<PolicyName, Policy> {
  const windowMs = config.THROTTLE_TTL * 1_000
  const perAddress = config.THROTTLE_IP_LIMIT
  return {
    messagesOfUser: { capacity: config.THROTTLE_BURST, limit: config.THROTTLE_LIMIT, windowMs },
    messagesOfAddress: { capacity: perAddress, limit: perAddress, windowMs },
    roomOperations: perMinute(config.ROOM_OPS_LIMIT, config.ROOM_OPS_BURST),
    authOfAddress: perMinute(config.AUTH_IP_LIMIT),
    // Ten tries, then one per 30 s, 1, 2, 4, 5 minutes.
    loginOfAccount: perMinute(2, 10),
    invitesOfAddress: perMinute(60),
    callsOfUser: perMinute(1_200),
    callsOfAddress: perMinute(12_000),
  }
}
