import { CreateBucketCommand, HeadBucketCommand, type S3Client } from '@aws-sdk/client-s3'
import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from '../logger.js'

const AGAIN_AFTER_MS = 3_000
const statusOf = (error: unknown) =>
  (error as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode ?? 0

/** Makes the bucket if there is none. Tries until the service answers, and not where we may not ask. */
export async function ensureBucket(client: S3Client, bucket: string, logger: Logger): Promise<void> {
  for (;;) {
    const error = await client.send(new HeadBucketCommand({ Bucket: bucket })).then(() => undefined, toError)
    const status = statusOf(error)
    if (!error || status === 403) return
    logger.warn({ bucket, reason: error.message, status }, 'the bucket does not answer')
    // Another process may have been faster, as the next look tells.
    if (status === 404) await client.send(new CreateBucketCommand({ Bucket: bucket })).catch(() => undefined)
    await pause(AGAIN_AFTER_MS, undefined, { ref: false })
  }
}

const toError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)))
