import {
  type GetObjectCommand,
  type PutObjectCommand,
  S3Client,
  type UploadPartCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import type { Config } from '../config.js'

export type S3Config = Pick<
  Config,
  'S3_BUCKET' | 'S3_REGION' | 'S3_ENDPOINT' | 'S3_PUBLIC_ENDPOINT' | 'S3_ACCESS_KEY' | 'S3_SECRET_KEY'
>
type Command = GetObjectCommand | PutObjectCommand | UploadPartCommand
type Signing = { seconds: number; at?: Date; headers?: string[] }

const CONNECT_MS = 2_000
const QUICK_MS = 10_000
/** For what moves bytes inside the bucket, or sends them. */
export const SLOW = { requestTimeout: 60_000 }
const ATTEMPTS = 2
const REGION = 'us-east-1'

function clientOf(config: S3Config, endpoint: string | undefined): S3Client {
  const { S3_BUCKET: bucket = '', S3_ACCESS_KEY = '', S3_SECRET_KEY = '' } = config
  return new S3Client({
    region: config.S3_REGION ?? REGION,
    credentials: { accessKeyId: S3_ACCESS_KEY, secretAccessKey: S3_SECRET_KEY },
    ...(endpoint ? { endpoint } : {}),
    forcePathStyle: usesPath(bucket, endpoint),
    maxAttempts: ATTEMPTS,
    // Not every service knows the newer checksums, and a browser's PUT has none.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: QUICK_MS,
      socketTimeout: QUICK_MS,
      throwOnRequestTimeout: true,
    },
  })
}

/** Certificates are for `*.s3…`: a name with a dot is not below that, and few services but Amazon's have such hosts. */
const usesPath = (bucket: string, endpoint: string | undefined) =>
  endpoint !== undefined || bucket.includes('.')

/** Two clients: our own way to the bucket, and the address by which browsers reach it. */
export class S3Clients {
  /** Where browsers reach the bucket. */
  readonly origin: string
  readonly own: S3Client
  private readonly seen: S3Client

  constructor(config: S3Config) {
    const { S3_BUCKET: bucket = '', S3_ENDPOINT, S3_PUBLIC_ENDPOINT = S3_ENDPOINT } = config
    const host = `s3.${config.S3_REGION ?? REGION}.amazonaws.com`
    const amazon = `https://${usesPath(bucket, undefined) ? '' : `${bucket}.`}${host}`
    this.origin = new URL(S3_PUBLIC_ENDPOINT ?? amazon).origin
    this.own = clientOf(config, S3_ENDPOINT)
    this.seen = clientOf(config, S3_PUBLIC_ENDPOINT)
  }

  /** @param headers in lower case: the request must bear them exactly as they are in `command` */
  sign(command: Command, { seconds, at = new Date(), headers = [] }: Signing): Promise<string> {
    const options = { expiresIn: seconds, signingDate: at, signableHeaders: new Set(['host', ...headers]) }
    // The presigner takes any command, but its types do not.
    return getSignedUrl(this.seen, command as Parameters<typeof getSignedUrl>[1], options)
  }

  destroy(): void {
    this.own.destroy()
    this.seen.destroy()
  }
}
