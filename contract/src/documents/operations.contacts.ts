import type { Operations } from './operation.js'

export const CONTACTS = {
  'GET contacts': { id: 'listContacts', says: 'One’s contacts', query: 'list', answer: 'contacts' },
  'GET contacts/requests': {
    id: 'listContactRequests',
    says: 'Who asks, or whom one asked',
    query: 'listContactRequests',
    answer: 'contactRequests',
  },
  'GET contacts/:id': { id: 'getContact', says: 'How someone stands to oneself', answer: 'contact' },
  'PUT contacts/:id': {
    id: 'askContact',
    says: 'Ask someone to be a contact',
    more: 'Who is asked by them already says yes by it. Asked twice it is one request.',
    answer: 'contact',
  },
  'POST contacts/:id/accept': {
    id: 'acceptContact',
    says: 'Say yes to someone who asks',
    more: '`not_found`: they do not ask (any more).',
    answer: 'contact',
  },
  'DELETE contacts/:id/request': {
    id: 'endContactRequest',
    says: 'Say no to a request, or take one’s own back',
    more: 'Nobody is told which. `conflict`: it was accepted by now.',
    answer: 'done',
    refuses: ['conflict'],
  },
  'DELETE contacts/:id': { id: 'endContact', says: 'Be contacts no longer', answer: 'done' },
} satisfies Operations
