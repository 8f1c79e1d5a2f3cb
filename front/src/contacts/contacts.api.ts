import type { Response } from '@papo/contract'
import { callApi } from '../http'

const PATH = '/contacts'
type State = Response<'contact'>

/** Each throws ChatError. */
export const contactsApi = {
  list: (cursor?: string) => callApi<Response<'contacts'>>(PATH, { query: { cursor } }),
  requests: (direction: 'in' | 'out', cursor?: string) =>
    callApi<Response<'contactRequests'>>(`${PATH}/requests`, { query: { direction, cursor } }),
  state: (userId: string) => callApi<State>(`${PATH}/${userId}`),
  ask: (userId: string) => callApi<State>(`${PATH}/${userId}`, { method: 'PUT' }),
  accept: (userId: string) => callApi<State>(`${PATH}/${userId}/accept`, { method: 'POST' }),
  endRequest: (userId: string) =>
    callApi<Response<'done'>>(`${PATH}/${userId}/request`, { method: 'DELETE' }),
  end: (userId: string) => callApi<Response<'done'>>(`${PATH}/${userId}`, { method: 'DELETE' }),
}
