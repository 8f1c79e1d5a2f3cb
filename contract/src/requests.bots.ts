import { z } from 'zod'
import { LIMITS } from './limits.js'
import { body, line, username } from './scalars.js'
import { SCOPES } from './scopes.js'

/** What the server accepts about programs and their tokens, by call. */
export const BOT_REQUESTS = {
  createToken: z.strictObject({
    name: line(1, LIMITS.tokenNameMax),
    scopes: z.array(z.enum(SCOPES)).min(1).max(SCOPES.length),
    expiresInDays: z.int().min(1).max(LIMITS.tokenDaysMax),
  }),
  createBot: z.strictObject({ username, displayName: line(1, LIMITS.displayNameMax).optional() }),
  createIncomingWebhook: z.strictObject({ name: line(1, LIMITS.displayNameMax) }),
  sayByWebhook: z.strictObject({
    text: body,
    /** Stands in bold before the text. */
    username: line(1, LIMITS.displayNameMax).optional(),
    idempotencyKey: z.string().min(1).max(LIMITS.idempotencyKeyMax).optional(),
  }),
} as const
