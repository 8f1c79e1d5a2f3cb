import type { Response } from '@papo/contract'
import { callApi } from '../http'

const drainOf = (instance: string) => `/admin/cluster/${encodeURIComponent(instance)}/drain`

/** Each throws ChatError. */
export const clusterApi = {
  view: () => callApi<Response<'cluster'>>('/admin/cluster'),
  drain: (instance: string) => callApi<Response<'done'>>(drainOf(instance), { method: 'POST' }),
  takeIn: (instance: string) => callApi<Response<'done'>>(drainOf(instance), { method: 'DELETE' }),
}
