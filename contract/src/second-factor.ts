import { z } from 'zod'
import { LIMITS } from './limits.js'
import { timestamp } from './scalars.js'

const password = z.string().max(LIMITS.passwordMax)
/** Of an authenticator app, or a recovery code; blanks and hyphens do not count. */
const code = z.string().trim().min(6).max(40)

export const SECOND_FACTOR_REQUESTS = {
  /** Whoever changes how one logs in shows that it is them. */
  secondFactor: z.strictObject({ password }),
  confirmSecondFactor: z.strictObject({ code }),
  answerChallenge: z.strictObject({ challenge: z.string().min(20).max(100), code }),
} as const

export const SECOND_FACTOR_RESPONSES = {
  /** The password was right, and a code is needed yet: `challenge` goes with it, once. */
  challenge: z.strictObject({
    secondFactor: z.strictObject({ challenge: z.string(), expiresInSeconds: z.int().positive() }),
  }),
  secondFactor: z.strictObject({
    enabled: z.boolean(),
    since: timestamp.optional(),
    recoveryCodesLeft: z.int().nonnegative(),
  }),
  /** Said this once: `secret` in base32 to type in, `uri` for a QR code. */
  secondFactorSecret: z.strictObject({ secret: z.string(), uri: z.string() }),
  /** Said this once; each opens the account one time. */
  recoveryCodes: z.strictObject({ codes: z.array(z.string()) }),
} as const
