import type { Provider } from '@nestjs/common'
import { BucketStore } from './bucket.store.js'
import { Limiter } from './limiter.js'

export const limitProviders: Provider[] = [BucketStore, Limiter]
