import type { Operations } from './operation.js'

export const OIDC = {
  'POST auth/oidc/start': {
    id: 'startOidc',
    says: 'Begin to log in by the provider',
    more: 'For pages: the browser goes to `url`, and comes back logged in. It has ten minutes, and only this one can end it.',
    open: true,
    body: 'startOidc',
    answer: 'oidcStart',
    refuses: ['not_found', 'unavailable'],
  },
  'GET auth/oidc/callback': {
    id: 'finishOidc',
    says: 'Where the provider sends the browser back',
    more: 'Leads on to the app, whose address says what went wrong, if something did.',
    open: true,
    answer: 'redirect',
    refuses: ['not_found'],
  },
  'GET auth/identities': { id: 'listIdentities', says: 'By whom one can log in', answer: 'identities' },
  'POST auth/identities': {
    id: 'linkIdentity',
    says: 'Begin to link the provider to one’s account',
    more: 'As for logging in: the browser goes to `url`, and comes back with the account linked.',
    body: 'linkIdentity',
    answer: 'oidcStart',
    refuses: ['not_found', 'unavailable'],
  },
  'DELETE auth/identities/:id': {
    id: 'unlinkIdentity',
    says: 'Log in by this no longer',
    more: 'Not if there would be no way left to log in.',
    answer: 'done',
    refuses: ['conflict'],
  },
  'POST auth/password': {
    id: 'chooseFirstPassword',
    says: 'Choose a password, where there is none yet',
    more: 'Within ten minutes after logging in.',
    body: 'chooseFirstPassword',
    answer: 'done',
    refuses: ['conflict'],
  },
} satisfies Operations
