import type { RequestInput, Response } from '@papo/contract'
import { callApi, callOnce } from '../http'

/** Each throws ChatError. */
export const oidcApi = {
  start: (body: RequestInput<'startOidc'>) =>
    callOnce<Response<'oidcStart'>>('/auth/oidc/start', { method: 'POST', body }),
  provider: async () => (await callOnce<Response<'registration'>>('/auth/registration')).oidc,
  identities: () => callApi<Response<'identities'>>('/auth/identities'),
  link: (password?: string) =>
    callApi<Response<'oidcStart'>>('/auth/identities', { method: 'POST', body: { password } }),
  unlink: (id: string) => callApi<Response<'done'>>(`/auth/identities/${id}`, { method: 'DELETE' }),
  choosePassword: (next: string) =>
    callApi<Response<'done'>>('/auth/password', { method: 'POST', body: { next } }),
}
