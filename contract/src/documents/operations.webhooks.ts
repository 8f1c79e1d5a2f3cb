import type { Operations } from './operation.js'

export const WEBHOOKS = {
  'GET rooms/:id/webhooks/incoming': {
    id: 'listIncomingWebhooks',
    says: 'A room’s incoming webhooks',
    more: 'For its owners and admins.',
    answer: 'incomingWebhooks',
  },
  'POST rooms/:id/webhooks/incoming': {
    id: 'createIncomingWebhook',
    says: 'Make an incoming webhook',
    more: 'It speaks as a bot of its own, which joins the room. The secret is shown this once.',
    body: 'createIncomingWebhook',
    status: 201,
    answer: 'madeIncomingWebhook',
    refuses: ['conflict'],
  },
  'DELETE rooms/:id/webhooks/incoming/:webhookId': {
    id: 'deleteIncomingWebhook',
    says: 'Delete an incoming webhook',
    answer: 'done',
  },
  'POST hooks/:secret': {
    id: 'sayByWebhook',
    says: 'Say a message by an incoming webhook',
    more: 'With an `Idempotency-Key` header, or an `idempotencyKey`, sending it again says nothing twice. `not_found` tells nothing: neither whether there is such a room, nor why the address does not work.',
    open: true,
    body: 'sayByWebhook',
    status: 201,
    answer: 'accepted',
    refuses: ['not_found', 'conflict'],
  },
} satisfies Operations
