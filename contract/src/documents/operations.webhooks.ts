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
  'GET rooms/:id/webhooks/outgoing': {
    id: 'listOutgoingWebhooks',
    says: 'A room’s outgoing webhooks',
    answer: 'outgoingWebhooks',
  },
  'POST rooms/:id/webhooks/outgoing': {
    id: 'createOutgoingWebhook',
    says: 'Make an outgoing webhook',
    more: 'It is told of the chosen events once they are stored, signed as Standard Webhooks are. The secret is shown this once.',
    body: 'createOutgoingWebhook',
    status: 201,
    answer: 'madeOutgoingWebhook',
    refuses: ['conflict'],
  },
  'PATCH rooms/:id/webhooks/outgoing/:webhookId': {
    id: 'updateOutgoingWebhook',
    says: 'Change an outgoing webhook, or turn it on or off',
    body: 'updateOutgoingWebhook',
    answer: 'outgoingWebhook',
  },
  'DELETE rooms/:id/webhooks/outgoing/:webhookId': {
    id: 'deleteOutgoingWebhook',
    says: 'Delete an outgoing webhook',
    answer: 'done',
  },
  'GET rooms/:id/webhooks/outgoing/:webhookId/deliveries': {
    id: 'listDeliveries',
    says: 'What was sent to an outgoing webhook',
    answer: 'webhookDeliveries',
  },
  'POST rooms/:id/webhooks/outgoing/:webhookId/deliveries/:deliveryId/repeat': {
    id: 'repeatDelivery',
    says: 'Send one of them again',
    more: 'With the same id, so that a receiver that had it knows.',
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
