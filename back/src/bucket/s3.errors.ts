import { ChatError, notFound } from '../errors.js'

const MISSING = new Set(['NotFound', 'NoSuchKey', 'NoSuchUpload'])
const NOT_AS_LISTED = new Set(['InvalidPart', 'InvalidPartOrder', 'EntityTooSmall'])
const nameOf = (error: unknown) => (error instanceof Error ? error.name : '')

const isMissing = (error: unknown) => MISSING.has(nameOf(error))

/** What the S3 client threw, in our words: away is whatever is neither missing nor the caller's. */
export function fromS3(error: unknown, what: string): ChatError {
  if (error instanceof ChatError) return error
  if (isMissing(error)) return notFound(what)
  if (NOT_AS_LISTED.has(nameOf(error)))
    return new ChatError('conflict', 'A part is missing or has changed.', { cause: error })
  return new ChatError('unavailable', 'Files cannot be reached at the moment, try again.', { cause: error })
}

/** Runs a call. @throws ChatError */
export async function ask<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    throw fromS3(error, what)
  }
}

/** The answer; undefined if there is no such thing. */
export async function orMissing<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}
