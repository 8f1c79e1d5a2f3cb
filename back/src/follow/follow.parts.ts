import type { Provider } from '@nestjs/common'
import { FollowQueues } from './follow.queues.js'
import { FollowStore } from './follow.store.js'
import { Follower } from './follower.js'

/** Of a worker. */
export const followProviders: Provider[] = [FollowStore, FollowQueues, Follower]
