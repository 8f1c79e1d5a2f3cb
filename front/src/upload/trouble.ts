import { ChatError } from '../chat-error'
import type { Trouble } from './upload'

/** Why a file does not get through, and will not by trying again at once. */
export class UploadError extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble)
  }
}

/** Why the server does not want a file at all; null: it may want it later. */
export function refusalOf(error: unknown): Trouble | null {
  if (!(error instanceof ChatError) || error.reply.retryable) return null
  switch (error.code) {
    case 'too_large':
      return 'tooLarge'
    case 'forbidden':
    case 'not_found':
      return 'forbidden'
    case 'invalid_payload':
      return 'type'
    default:
      return null
  }
}
