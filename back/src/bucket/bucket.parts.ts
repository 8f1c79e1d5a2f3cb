import type { Provider, Type } from '@nestjs/common'
import { CONFIG, type Config } from '../config.js'
import { LOGGER, type Logger } from '../logger.js'
import { BlobController } from './blob.controller.js'
import { Bucket } from './bucket.js'
import { DiskBucket } from './disk.bucket.js'
import { S3Bucket } from './s3.bucket.js'

export const bucketControllers: Type[] = [BlobController]

const bucketOf = (config: Config, logger: Logger) =>
  config.S3_BUCKET ? new S3Bucket(config, logger) : new DiskBucket(config)

export const bucketProviders: Provider[] = [
  { provide: Bucket, useFactory: bucketOf, inject: [CONFIG, LOGGER] },
]
