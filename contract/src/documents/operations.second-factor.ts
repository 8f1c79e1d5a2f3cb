import type { Operations } from './operation.js'

export const SECOND_FACTOR = {
  'POST auth/login/code': {
    id: 'answerLogin',
    says: 'Log in, with cookies: the code',
    more: 'Of an authenticator app, each once; or a recovery code. `unauthenticated`: the login is over, begin again.',
    open: true,
    body: 'answerChallenge',
    answer: 'identity',
    refuses: ['unauthenticated'],
  },
  'POST auth/token/code': {
    id: 'answerToken',
    says: 'Log in, with tokens: the code',
    open: true,
    body: 'answerChallenge',
    answer: 'tokens',
    refuses: ['unauthenticated'],
  },
  'GET auth/second-factor': {
    id: 'getSecondFactor',
    says: 'Whether logging in asks for a code',
    answer: 'secondFactor',
  },
  'POST auth/second-factor': {
    id: 'beginSecondFactor',
    says: 'Get a secret for an authenticator app',
    more: 'It counts once a code of it was shown, within ten minutes. It is said this once.',
    body: 'secondFactor',
    answer: 'secondFactorSecret',
    refuses: ['conflict'],
  },
  'POST auth/second-factor/confirm': {
    id: 'confirmSecondFactor',
    says: 'Show a code of it: from now on logging in asks for one',
    more: 'Answers ten recovery codes, said this once.',
    body: 'confirmSecondFactor',
    answer: 'recoveryCodes',
    refuses: ['not_found'],
  },
  'POST auth/second-factor/recovery-codes': {
    id: 'renewRecoveryCodes',
    says: 'Get other recovery codes',
    more: 'The ones before work no longer.',
    body: 'secondFactor',
    answer: 'recoveryCodes',
    refuses: ['not_found'],
  },
  'POST auth/second-factor/off': {
    id: 'endSecondFactor',
    says: 'Log in by the password alone again',
    body: 'secondFactor',
    answer: 'done',
  },
} satisfies Operations
