import { z } from 'zod'
import { LIMITS } from './limits.js'
import { id, password, timestamp } from './scalars.js'

/** Someone, as a provider of logins knows them: by an issuer and a subject, of which the latter is told nobody. */
export const loginIdentity = z.strictObject({
  id,
  issuer: z.string(),
  /** What the provider called them when it was linked. */
  name: z.string(),
  linkedAt: timestamp,
  lastUsedAt: timestamp,
})
export type LoginIdentity = z.infer<typeof loginIdentity>

export const OIDC_REQUESTS = {
  startOidc: z.strictObject({
    /** Where to go then: the part of the app's address after its origin and `/`, so that it leads nowhere else. */
    returnTo: z
      .string()
      .max(512)
      .regex(/^#\/[!-~]*$/, 'must be a place in the app, such as #/settings')
      .optional(),
    /** The code of an invite link; needed for a first login where registration is by invitation. */
    invite: z.string().min(8).max(64).optional(),
  }),
  /** Whoever changes how one logs in shows that it is them; without a password, by having logged in lately. */
  linkIdentity: z.strictObject({ password: z.string().max(LIMITS.passwordMax).optional() }),
  chooseFirstPassword: z.strictObject({ next: password }),
} as const

export const OIDC_RESPONSES = {
  /** Where the browser goes to log in. */
  oidcStart: z.strictObject({ url: z.string() }),
  /** `password`: whether there is one, so that one could log in without any of these. */
  identities: z.strictObject({ items: z.array(loginIdentity), password: z.boolean() }),
} as const
