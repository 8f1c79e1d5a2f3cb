import type { Response } from '@papo/contract'
import { callApi } from '../http'
import { readStored, writeStored } from '../stored'
import { workerRegistration } from './registration'

/** The server's name for this device. */
const ID_KEY = 'papo:push'

/**
 * Lets the server reach this device while no tab is open, and says whose it is now.
 * @returns false where the browser has no way for that, or its push service does not answer
 * @throws ChatError
 */
export async function subscribe(): Promise<boolean> {
  const pushManager = (await workerRegistration())?.pushManager
  if (!pushManager) return false
  const { publicKey } = await callApi<Response<'pushKey'>>('/push/key')
  const subscription = await subscriptionFor(pushManager, bytesOf(publicKey)).catch(() => null)
  if (!subscription) return false
  const { endpoint, keys } = subscription.toJSON()
  const body = { endpoint, keys }
  const { id } = await callApi<Response<'pushSubscription'>>('/push/subscriptions', { method: 'POST', body })
  writeStored(ID_KEY, id)
  return true
}

/** Whether the server reaches this device. */
export async function isSubscribed(): Promise<boolean> {
  const pushManager = (await workerRegistration())?.pushManager
  return readStored(ID_KEY) !== null && (await pushManager?.getSubscription()) != null
}

export async function dropSubscription(): Promise<void> {
  const id = readStored(ID_KEY)
  writeStored(ID_KEY, null)
  const subscription = await (await workerRegistration())?.pushManager?.getSubscription()
  await subscription?.unsubscribe().catch(() => undefined)
  // Without it the server finds out by itself, with the next message.
  if (id !== null) await callApi(`/push/subscriptions/${id}`, { method: 'DELETE' }).catch(() => undefined)
}

/** One that was made for other keys of the server is of no use any more. */
async function subscriptionFor(
  pushManager: PushManager,
  key: Uint8Array<ArrayBuffer>,
): Promise<PushSubscription> {
  const kept = await pushManager.getSubscription()
  const made = kept?.options.applicationServerKey
  if (kept && (!made || isSame(new Uint8Array(made), key))) return kept
  await kept?.unsubscribe()
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
}

const isSame = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i])

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(text, (char) => char.charCodeAt(0))
}
