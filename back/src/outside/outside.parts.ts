import type { Provider } from '@nestjs/common'
import { CONFIG, type Config } from '../config.js'
import { Outside } from './outside.js'

export const outsideProviders: Provider[] = [
  {
    provide: Outside,
    useFactory: ({ OUTSIDE_ALLOW }: Config) => new Outside({ allowed: OUTSIDE_ALLOW }),
    inject: [CONFIG],
  },
]
