import { z } from 'zod'
import { user } from './models.js'
import { id, timestamp } from './scalars.js'

/** A secret address that says messages into one room, as a bot of its own. */
export const incomingWebhook = z.strictObject({
  id,
  roomId: id,
  /** Who says its messages. Once they are out of the room, it says nothing any more. */
  user,
  createdBy: id,
  createdAt: timestamp,
  lastUsedAt: timestamp.optional(),
  /** Its bot was put out of the room. */
  stopped: z.boolean(),
})
export type IncomingWebhook = z.infer<typeof incomingWebhook>
