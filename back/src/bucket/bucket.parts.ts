import type { Provider, Type } from '@nestjs/common'
import { CONFIG, type Config } from '../config.js'
import { BlobController } from './blob.controller.js'
import { Bucket } from './bucket.js'
import { DiskBucket } from './disk.bucket.js'

export const bucketControllers: Type[] = [BlobController]

export const bucketProviders: Provider[] = [
  { provide: Bucket, useFactory: (config: Config) => new DiskBucket(config), inject: [CONFIG] },
]
