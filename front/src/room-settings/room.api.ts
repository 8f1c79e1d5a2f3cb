import type { RequestInput, Response } from '@papo/contract'
import { callApi } from '../http'

type Paged = { cursor?: string | undefined; q?: string }
const LIMIT = 50

/** The HTTP calls that run a room. Each throws ChatError. */
export const roomApi = {
  update: (roomId: string, body: RequestInput<'updateRoom'>) =>
    callApi<Response<'joinedRoom'>>(`/rooms/${roomId}`, { method: 'PATCH', body }),
  remove: (roomId: string) => callApi<Response<'done'>>(`/rooms/${roomId}`, { method: 'DELETE' }),

  retention: (roomId: string) => callApi<Response<'retention'>>(`/rooms/${roomId}/retention`),
  updateRetention: (roomId: string, body: RequestInput<'updateRetention'>) =>
    callApi<Response<'retention'>>(`/rooms/${roomId}/retention`, { method: 'PUT', body }),

  members: (roomId: string, { q, cursor }: Paged) =>
    callApi<Response<'members'>>(`/rooms/${roomId}/members`, { query: { q, cursor, limit: LIMIT } }),
  updateMember: (roomId: string, userId: string, body: RequestInput<'updateMember'>) =>
    callApi<Response<'member'>>(`/rooms/${roomId}/members/${userId}`, { method: 'PATCH', body }),
  removeMember: (roomId: string, userId: string) =>
    callApi<Response<'done'>>(`/rooms/${roomId}/members/${userId}`, { method: 'DELETE' }),
  ban: (roomId: string, userId: string) =>
    callApi<Response<'done'>>(`/rooms/${roomId}/members/${userId}`, {
      method: 'DELETE',
      query: { ban: 'true' },
    }),
  bans: (roomId: string, { cursor }: Paged) =>
    callApi<Response<'bans'>>(`/rooms/${roomId}/bans`, { query: { cursor, limit: LIMIT } }),
  unban: (roomId: string, userId: string) =>
    callApi<Response<'done'>>(`/rooms/${roomId}/bans/${userId}`, { method: 'DELETE' }),

  invites: (roomId: string) => callApi<Response<'invites'>>(`/rooms/${roomId}/invites`),
  createInvite: (roomId: string, body: RequestInput<'createInvite'>) =>
    callApi<Response<'invite'>>(`/rooms/${roomId}/invites`, { method: 'POST', body }),
  revokeInvite: (roomId: string, inviteId: string) =>
    callApi<Response<'done'>>(`/rooms/${roomId}/invites/${inviteId}`, { method: 'DELETE' }),

  audit: (roomId: string, { cursor }: Paged) =>
    callApi<Response<'audit'>>(`/rooms/${roomId}/audit`, { query: { cursor, limit: LIMIT } }),
}
