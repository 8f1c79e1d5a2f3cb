import type { JournalEntry, RequestInput, Response } from '@papo/contract'
import { callApi } from '../http'

/** The calls of administrators. Each throws ChatError. */
export const adminApi = {
  stats: () => callApi<Response<'stats'>>('/rooms/system/stats'),
  users: (q: string, cursor?: string) =>
    callApi<Response<'adminUsers'>>('/admin/users', { query: { q, cursor } }),
  updateUser: (userId: string, body: RequestInput<'updateAdminUser'>) =>
    callApi<Response<'adminUser'>>(`/admin/users/${userId}`, { method: 'PATCH', body }),
  sessions: (userId: string) => callApi<Response<'sessions'>>(`/admin/users/${userId}/sessions`),
  endSession: (userId: string, sessionId: string) =>
    callApi<Response<'done'>>(`/admin/users/${userId}/sessions/${sessionId}`, { method: 'DELETE' }),
  endSessions: (userId: string) =>
    callApi<Response<'done'>>(`/admin/users/${userId}/sessions`, { method: 'DELETE' }),
  endSecondFactor: (userId: string) =>
    callApi<Response<'done'>>(`/admin/users/${userId}/second-factor`, { method: 'DELETE' }),
  rooms: (q: string, cursor?: string) =>
    callApi<Response<'adminRooms'>>('/admin/rooms', { query: { q, cursor } }),
  deleteRoom: (roomId: string) => callApi<Response<'done'>>(`/admin/rooms/${roomId}`, { method: 'DELETE' }),
  journal: (action: JournalEntry['action'] | undefined, cursor?: string) =>
    callApi<Response<'journal'>>('/admin/journal', { query: { action, cursor } }),
  settings: () => callApi<Response<'installation'>>('/admin/settings'),
  updateSettings: (body: RequestInput<'updateInstallation'>) =>
    callApi<Response<'installation'>>('/admin/settings', { method: 'PATCH', body }),
}
