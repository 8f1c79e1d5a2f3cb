import type { MemberRole, RequestInput, Response } from '@papo/contract'
import { callApi } from './http'

type Range = { before?: number; after?: number; around?: number; limit?: number }

/** The HTTP calls of the chat, by name. Each throws ChatError. */
export const api = {
  joinedRooms: (cursor?: string) =>
    callApi<Response<'joinedRooms'>>('/rooms', { query: { filter: 'joined', limit: 100, cursor } }),
  publicRooms: (q: string, cursor?: string) =>
    callApi<Response<'publicRooms'>>('/rooms', { query: { filter: 'public', q, cursor } }),
  room: (roomId: string) => callApi<Response<'room'>>(`/rooms/${roomId}`),
  createRoom: (body: RequestInput<'createRoom'>) =>
    callApi<Response<'joinedRoom'>>('/rooms', { method: 'POST', body }),
  joinRoom: (roomId: string) => callApi<Response<'joinedRoom'>>(`/rooms/${roomId}/join`, { method: 'POST' }),
  acceptInvite: (code: string) =>
    callApi<Response<'joinedRoom'>>(`/invites/${encodeURIComponent(code)}/accept`, { method: 'POST' }),
  leaveRoom: (roomId: string) => callApi<Response<'done'>>(`/rooms/${roomId}/leave`, { method: 'POST' }),
  createInvite: (roomId: string, body: RequestInput<'createInvite'>) =>
    callApi<Response<'invite'>>(`/rooms/${roomId}/invites`, { method: 'POST', body }),
  updatePreferences: (roomId: string, body: RequestInput<'updatePreferences'>) =>
    callApi<Response<'preferences'>>(`/rooms/${roomId}/preferences`, { method: 'PATCH', body }),
  direct: (userIds: string[]) =>
    callApi<Response<'joinedRoom'>>('/direct', { method: 'POST', body: { userIds } }),

  messages: (roomId: string, range: Range = {}) =>
    callApi<Response<'messages'>>(`/rooms/${roomId}/messages`, { query: { limit: 50, ...range } }),
  thread: (roomId: string, root: number, range: Range = {}) =>
    callApi<Response<'messages'>>(`/rooms/${roomId}/messages`, {
      query: { limit: 50, thread: root, ...range },
    }),
  pins: (roomId: string, cursor?: string) =>
    callApi<Response<'pins'>>(`/rooms/${roomId}/pins`, { query: { cursor, limit: 100 } }),
  reads: (roomId: string) => callApi<Response<'reads'>>(`/rooms/${roomId}/reads`),
  members: (roomId: string, cursor?: string) =>
    callApi<Response<'members'>>(`/rooms/${roomId}/members`, { query: { cursor, limit: 100 } }),
  membersNamed: (roomId: string, q: string) =>
    callApi<Response<'members'>>(`/rooms/${roomId}/members`, { query: { q: q || undefined, limit: 10 } }),
  member: (roomId: string, userId: string) =>
    callApi<Response<'member'>>(`/rooms/${roomId}/members/${userId}`),
  addMember: (roomId: string, userId: string) =>
    callApi<Response<'member'>>(`/rooms/${roomId}/members`, { method: 'POST', body: { userId } }),
  removeMember: (roomId: string, userId: string) =>
    callApi<Response<'done'>>(`/rooms/${roomId}/members/${userId}`, { method: 'DELETE' }),
  setRole: (roomId: string, userId: string, role: MemberRole) =>
    callApi<Response<'member'>>(`/rooms/${roomId}/members/${userId}`, { method: 'PATCH', body: { role } }),

  users: (q: string) => callApi<Response<'users'>>('/users', { query: { q, limit: 20 } }),
  usersById: (ids: readonly string[]) =>
    callApi<Response<'users'>>('/users', { query: { ids: ids.join(','), limit: 100 } }),

  user: (userId: string) => callApi<Response<'user'>>(`/users/${userId}`),
  blocks: () => callApi<Response<'people'>>('/users/me/blocks'),
  block: (userId: string) => callApi<Response<'done'>>(`/users/${userId}/block`, { method: 'PUT' }),
  unblock: (userId: string) => callApi<Response<'done'>>(`/users/${userId}/block`, { method: 'DELETE' }),

  updateMe: (body: RequestInput<'updateMe'>) =>
    callApi<Response<'identity'>>('/users/me', { method: 'PATCH', body }),
  changePassword: (body: RequestInput<'changePassword'>) =>
    callApi<Response<'done'>>('/auth/password', { method: 'PUT', body }),
  sessions: () => callApi<Response<'sessions'>>('/auth/sessions'),
  revokeSession: (sessionId: string) =>
    callApi<Response<'done'>>(`/auth/sessions/${sessionId}`, { method: 'DELETE' }),
}
export type Api = typeof api
