import type { RequestInput, Response } from '@papo/contract'
import { API_PREFIX } from '@papo/contract/names'
import { API_BASE_URL, callApi } from '../http'

/** The calls about one's own data. Each throws ChatError. */
export const ownDataApi = {
  exports: () => callApi<Response<'exports'>>('/users/me/exports'),
  request: () => callApi<Response<'dataExport'>>('/users/me/exports', { method: 'POST' }),
  partOf: (id: string, part: number) => `${API_BASE_URL}${API_PREFIX}/users/me/exports/${id}/parts/${part}`,
  deleteMe: (body: RequestInput<'deleteMe'>) =>
    callApi<Response<'done'>>('/users/me/deletion', { method: 'POST', body }),
}
