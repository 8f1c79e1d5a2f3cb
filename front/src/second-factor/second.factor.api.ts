import type { Response } from '@papo/contract'
import { callApi } from '../http'

const PATH = '/auth/second-factor'

/** Each throws ChatError. */
export const secondFactorApi = {
  status: () => callApi<Response<'secondFactor'>>(PATH),
  begin: (password: string) =>
    callApi<Response<'secondFactorSecret'>>(PATH, { method: 'POST', body: { password } }),
  confirm: (code: string) =>
    callApi<Response<'recoveryCodes'>>(`${PATH}/confirm`, { method: 'POST', body: { code } }),
  renewCodes: (password: string) =>
    callApi<Response<'recoveryCodes'>>(`${PATH}/recovery-codes`, { method: 'POST', body: { password } }),
  end: (password: string) => callApi<Response<'done'>>(`${PATH}/off`, { method: 'POST', body: { password } }),
}
