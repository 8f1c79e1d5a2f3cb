import { ChatError } from '../chat-error'
import type { Trouble } from './upload'

/** Why a file does not get through, and will not by trying again at once. */
export class UploadError extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble)
  }
}

/** What a refusal of the server means for a file; null: it may go better later. */
export function troubleOf(error: unknown): Trouble | null {
  if (error instanceof UploadError) return error.trouble
  if (!(error instanceof ChatError) || error.reply.retryable) return null
  switch (error.code) {
    case 'too_large':
      return 'tooLarge'
    case 'conflict':
      return 'quota'
    case 'forbidden':
    case 'not_found':
      return 'forbidden'
    case 'invalid_payload':
      return 'type'
    default:
      return null
  }
}
