import type { RequestInput, Response } from '@papo/contract'
import { callApi } from '../http'

/** Where tokens are made: for oneself, or for a bot. */
const tokensAt = (path: string) => ({
  list: () => callApi<Response<'apiTokens'>>(path),
  make: (body: RequestInput<'createToken'>) => callApi<Response<'madeToken'>>(path, { method: 'POST', body }),
  revoke: (id: string) => callApi<Response<'done'>>(`${path}/${id}`, { method: 'DELETE' }),
})
export type TokenApi = ReturnType<typeof tokensAt>
export const ownTokens = tokensAt('/users/me/tokens')
export const botTokens = (botId: string) => tokensAt(`/admin/bots/${botId}/tokens`)

export const botsApi = {
  list: () => callApi<Response<'bots'>>('/admin/bots'),
  make: (body: RequestInput<'createBot'>) =>
    callApi<Response<'bot'>>('/admin/bots', { method: 'POST', body }),
}

const pathOf = (roomId: string, way: 'incoming' | 'outgoing') => `/rooms/${roomId}/webhooks/${way}`

export const hooksApi = {
  incoming: (roomId: string) => callApi<Response<'incomingWebhooks'>>(pathOf(roomId, 'incoming')),
  makeIncoming: (roomId: string, name: string) =>
    callApi<Response<'madeIncomingWebhook'>>(pathOf(roomId, 'incoming'), { method: 'POST', body: { name } }),
  outgoing: (roomId: string) => callApi<Response<'outgoingWebhooks'>>(pathOf(roomId, 'outgoing')),
  makeOutgoing: (roomId: string, body: RequestInput<'createOutgoingWebhook'>) =>
    callApi<Response<'madeOutgoingWebhook'>>(pathOf(roomId, 'outgoing'), { method: 'POST', body }),
  turn: (roomId: string, id: string, enabled: boolean) =>
    callApi<Response<'outgoingWebhook'>>(`${pathOf(roomId, 'outgoing')}/${id}`, {
      method: 'PATCH',
      body: { enabled },
    }),
  remove: (roomId: string, way: 'incoming' | 'outgoing', id: string) =>
    callApi<Response<'done'>>(`${pathOf(roomId, way)}/${id}`, { method: 'DELETE' }),
  deliveries: (roomId: string, id: string) =>
    callApi<Response<'webhookDeliveries'>>(`${pathOf(roomId, 'outgoing')}/${id}/deliveries`),
  repeat: (roomId: string, id: string, deliveryId: string) =>
    callApi<Response<'done'>>(`${pathOf(roomId, 'outgoing')}/${id}/deliveries/${deliveryId}/repeat`, {
      method: 'POST',
    }),
}
