import { expect, test } from 'vitest'
import { readConfig } from '../config.js'
import { CurrentLimits } from './current.limits.js'
import { policiesOf } from './policies.js'

const MINUTE_MS = 60_000
const config = readConfig({ DATABASE_URL: 'postgresql://x', REDIS_URL: 'redis://x' })
const policies = policiesOf(config, new CurrentLimits(config))

test('a person says thirty things and changes five rooms a minute, unless set otherwise', () => {
  expect(policies.messagesOfUser).toEqual({ capacity: 30, limit: 30, windowMs: MINUTE_MS })
  expect(policies.roomOperations).toEqual({ capacity: 10, limit: 5, windowMs: MINUTE_MS })
})
