import { createHash } from 'node:crypto'
import { body, type Request } from '@papo/contract'
import { v7 as uuidv7 } from 'uuid'
import { parseOrThrow } from '../errors.js'

type Said = Pick<Request<'sayByWebhook'>, 'text' | 'username'>

/** What the message says: the name that was given stands in bold before the text. @throws ChatError `invalid_payload` */
export function bodyOf({ text, username }: Said): string {
  const name = username?.replace(/[*_~`[\]()\\<>@#|]/g, ' ').trim()
  return name ? parseOrThrow(body, `**${name}**\n${text}`) : text
}

/** The same key always gives the same clientId, so that the room's log knows what it was told before. */
export function clientIdOf(webhookId: string, key: string | undefined): string {
  if (key === undefined) return uuidv7()
  const hex = createHash('sha256').update(`${webhookId}\n${key}`).digest('hex')
  // Version 8: a UUID of one's own making.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
