import type { ErrorCode, ErrorReply } from '@papo/contract'

/** Anything that the server refused, or that did not reach it (`unavailable`). */
export class ChatError extends Error {
  override readonly name = 'ChatError'

  constructor(
    readonly reply: ErrorReply,
    options?: ErrorOptions,
  ) {
    super(reply.message, options)
  }

  get code(): ErrorCode {
    return this.reply.code
  }

  /** The network failed: whether the server did what was asked is unknown. */
  static unreachable(message: string, cause?: unknown): ChatError {
    return new ChatError({ code: 'unavailable', message, retryable: true }, { cause })
  }
}

export function asChatError(error: unknown): ChatError {
  if (error instanceof ChatError) return error
  return new ChatError({ code: 'internal', message: String(error), retryable: false }, { cause: error })
}
