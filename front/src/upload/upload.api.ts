import type { RequestInput, Response } from '@papo/contract'
import { callApi } from '../http'

/** Each throws ChatError. */
export const uploadApi = {
  create: (body: RequestInput<'createUpload'>) =>
    callApi<Response<'createdUpload'>>('/uploads', { method: 'POST', body }),
  look: (uploadId: string) => callApi<Response<'upload'>>(`/uploads/${uploadId}`),
  complete: (uploadId: string) =>
    callApi<Response<'upload'>>(`/uploads/${uploadId}/complete`, { method: 'POST' }),
  remove: (uploadId: string) => callApi<Response<'done'>>(`/uploads/${uploadId}`, { method: 'DELETE' }),
  storage: () => callApi<Response<'storage'>>('/users/me/storage'),
}
export type UploadApi = typeof uploadApi
