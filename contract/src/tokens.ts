import { z } from 'zod'
import { user } from './models.js'
import { id, timestamp } from './scalars.js'
import { SCOPES } from './scopes.js'

/** What a program shows instead of a login. */
export const apiToken = z.strictObject({
  id,
  name: z.string(),
  scopes: z.array(z.enum(SCOPES)),
  createdAt: timestamp,
  /** To the minute; left out until it was used. */
  lastUsedAt: timestamp.optional(),
  expiresAt: timestamp,
})
export type ApiToken = z.infer<typeof apiToken>

/** An account of a program, as administrators see it. */
export const bot = user.extend({
  createdAt: timestamp,
  bannedAt: timestamp.optional(),
  tokens: z.int().nonnegative(),
  lastUsedAt: timestamp.optional(),
})
export type Bot = z.infer<typeof bot>
