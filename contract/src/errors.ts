import { z } from 'zod'

/** Every error code with its HTTP status and whether the same request may succeed later. */
export const ERRORS = {
  invalid_payload: { status: 400, retryable: false },
  unauthenticated: { status: 401, retryable: false },
  forbidden: { status: 403, retryable: false },
  not_found: { status: 404, retryable: false },
  conflict: { status: 409, retryable: false },
  too_large: { status: 413, retryable: false },
  rate_limited: { status: 429, retryable: true },
  internal: { status: 500, retryable: false },
  unavailable: { status: 503, retryable: true },
} as const
export type ErrorCode = keyof typeof ERRORS

export const errorCode = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]])

/** Which field of a refused payload is wrong; `path` is dotted, empty for the payload itself. */
export const issue = z.strictObject({ path: z.string(), message: z.string() })

export const errorReply = z.strictObject({
  code: errorCode,
  message: z.string(),
  retryable: z.boolean(),
  /** How long to wait before trying again, in milliseconds. */
  retryAfterMs: z.int().nonnegative().optional(),
  issues: z.array(issue).optional(),
})
export type ErrorReply = z.infer<typeof errorReply>
