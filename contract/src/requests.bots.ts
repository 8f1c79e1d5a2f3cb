import { z } from 'zod'
import { LIMITS } from './limits.js'
import { WEBHOOK_EVENTS } from './names.js'
import { body, line, username } from './scalars.js'
import { SCOPES } from './scopes.js'

const address = z.url({ protocol: /^https?$/ }).max(LIMITS.webhookUrlMax)
const events = z.array(z.enum(WEBHOOK_EVENTS)).min(1).max(WEBHOOK_EVENTS.length)

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
  createOutgoingWebhook: z.strictObject({ url: address, events }),
  updateOutgoingWebhook: z.strictObject({
    url: address.optional(),
    events: events.optional(),
    /** Whoever turns it on answers for it from then on. */
    enabled: z.boolean().optional(),
  }),
} as const
