import { z } from 'zod'
import { id, seq, timestamp } from './scalars.js'

/** What a device is sent, encrypted for it alone, while no tab of its person is in use. */
export const pushPayload = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('message'),
    roomId: id,
    seq,
    /** One notification per message, whoever shows it and however often it is told. */
    tag: z.string(),
    title: z.string(),
    /** The beginning of what was said, as plain text; else a file's name; else empty. */
    body: z.string(),
    /** What came with a message without words: named in the language of the device. */
    files: z
      .strictObject({ kind: z.enum(['picture', 'video', 'audio', 'other']), count: z.int().positive() })
      .optional(),
    at: timestamp,
    /** Where it is read: a path on the web app's origin. */
    url: z.string(),
    icon: z.string(),
    /** What waits in all rooms and is meant for the reader. */
    unread: z.int().nonnegative(),
  }),
  z.strictObject({ type: z.literal('test') }),
])
export type PushPayload = z.infer<typeof pushPayload>
