import { beforeEach, expect, test } from 'vitest'
import type { Logger } from '../logger.js'
import type { JournalStore } from '../journal/journal.store.js'
import type { Limiter } from '../limit/limiter.js'
import type { WelcomeService } from '../room/welcome.service.js'
import type { SessionService } from '../session/session.service.js'
import { AccountService } from './account.service.js'
import type { AccountStore } from './account.store.js'
import type { ChallengeService } from '../second-factor/challenge.service.js'
import { PasswordHasher } from './password.hasher.js'
import type { RegistrationStore } from './registration.store.js'

// What takes time in a login, in the order in which it is done.
let steps: string[] = []
beforeEach(() => {
  steps = []
})

const hasher = new PasswordHasher()
const alice = { id: 'alice', passwordHash: await hasher.hash('correct horse battery'), bannedAt: null }
const store = {
  byLogin: async (login: string) => {
    steps.push('look up')
    return login === 'alice' ? alice : null
  },
} as unknown as AccountStore
const limiter = {
  spend: async (policy: string) => void steps.push(`spend ${policy}`),
  forgive: async () => void steps.push('forgive'),
} as unknown as Limiter
const counted = {
  verify: (...asked: Parameters<PasswordHasher['verify']>) => {
    steps.push('verify a hash')
    return hasher.verify(...asked)
  },
} as unknown as PasswordHasher
const unused = {}
const accounts = new AccountService(
  store,
  unused as RegistrationStore,
  unused as SessionService,
  counted,
  limiter,
  unused as WelcomeService,
  { write: async () => undefined } as unknown as JournalStore,
  unused as ChallengeService,
  unused as Logger,
)
const visitor = { address: '203.0.113.1', userAgent: 'test' }
const refusalOf = (login: string) =>
  accounts.login({ login, password: 'wrong horse battery' }, visitor).catch((error: unknown) => error)

test('a login of nobody does the same work as one with a wrong password, and says the same', async () => {
  const wrong = await refusalOf('alice')
  const stepsOfAlice = steps.splice(0)
  const nobody = await refusalOf('nobody')
  expect(steps).toEqual(stepsOfAlice)
  expect(steps.filter((step) => step === 'verify a hash')).toHaveLength(1)
  expect(nobody).toEqual(wrong)
  expect(nobody).toMatchObject({ code: 'unauthenticated' })
})
