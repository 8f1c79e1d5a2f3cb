import type { Provider, Type } from '@nestjs/common'
import { CONFIG, type Config } from '../config.js'
import { LOGGER, type Logger } from '../logger.js'
import { BlobController } from './blob.controller.js'
import { Bucket } from './bucket.js'
import { DiskBucket } from './disk.bucket.js'

export const bucketControllers: Type[] = [BlobController]

/** The S3 client is large: whoever keeps files on disk does not load it. */
async function bucketOf(config: Config, logger: Logger): Promise<Bucket> {
  if (!config.S3_BUCKET) return new DiskBucket(config)
  const { S3Bucket } = await import('./s3.bucket.js')
  return new S3Bucket(config, logger)
}

export const bucketProviders: Provider[] = [
  { provide: Bucket, useFactory: bucketOf, inject: [CONFIG, LOGGER] },
]
