import type { Response as Reply } from '@papo/contract'

const API = `${(import.meta.env.VITE_API_BASE_URL ?? '').replace(/\/+$/, '')}/api`

/** The browser has given the device another address: the server learns it, or nothing would arrive any more. */
export async function renew(pushManager: PushManager): Promise<void> {
  const { publicKey } = (await (await call('/push/key')).json()) as Reply<'pushKey'>
  const options = { userVisibleOnly: true, applicationServerKey: publicKey }
  const { endpoint, keys } = (await pushManager.subscribe(options)).toJSON()
  await call('/push/subscriptions', { endpoint, keys })
}

async function call(path: string, body?: object): Promise<Response> {
  const answer = await once(path, body)
  if (answer.status !== 401) return answer
  await once('/auth/refresh', {})
  return once(path, body)
}

const once = (path: string, body?: object) =>
  fetch(`${API}${path}`, {
    credentials: 'include',
    ...(body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })
