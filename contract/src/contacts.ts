import { z } from 'zod'
import { user, userWithPresence } from './models.js'
import { CONTACT_STATES } from './names.js'
import { timestamp } from './scalars.js'

/** How someone stands to another: `asked` by oneself, `asking` oneself, or a contact. */
export const contactState = z.enum(CONTACT_STATES)
export type ContactState = z.infer<typeof contactState>

/** Of one's own contacts and requests, on whichever device it changed. */
export const contactChange = z.strictObject({
  type: z.literal('contact'),
  user,
  state: contactState,
  /** How many ask oneself now. */
  requests: z.int().nonnegative(),
})

const page = <T extends z.ZodType>(items: T) =>
  z.strictObject({ items: z.array(items), nextCursor: z.string().optional() })

export const CONTACT_RESPONSES = {
  /** By username. */
  contacts: page(z.strictObject({ user: userWithPresence, since: timestamp })),
  /** The latest first. */
  contactRequests: page(z.strictObject({ user, at: timestamp })),
  contact: z.strictObject({ state: contactState }),
} as const
