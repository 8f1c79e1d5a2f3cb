import type { ErrorReply } from '@papo/contract'
import { API_PREFIX } from '@papo/contract/names'
import { ChatError } from './chat-error'
import { refreshSession } from './session/refresh'

/** Empty: the API is where the page came from. */
export const API_BASE_URL = (import.meta.env.VITE_API_BASE_URL ?? '').replace(/\/+$/, '')
const TIMEOUT_MS = 15_000

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Call = { method?: Method; query?: Record<string, string | number | undefined>; body?: unknown }
type Listener = () => void

let onSessionLost: Listener = () => undefined

/** Called when no refresh can bring the session back. */
export function whenSessionLost(listener: Listener): void {
  onSessionLost = listener
}

/**
 * Calls the API with the session's cookies. An expired access token is refreshed once, then the call repeated.
 * @throws ChatError
 */
export async function callApi<T>(path: string, call: Call = {}): Promise<T> {
  const startedAt = Date.now()
  try {
    return await callOnce<T>(path, call)
  } catch (error) {
    if (!(error instanceof ChatError) || error.code !== 'unauthenticated') throw error
    if (!(await refreshSession(startedAt))) {
      onSessionLost()
      throw error
    }
    return callOnce<T>(path, call)
  }
}

/** As `callApi`, but a 401 is an answer like any other: for logging in and refreshing. @throws ChatError */
export async function callOnce<T>(path: string, call: Call = {}): Promise<T> {
  const response = await send(path, call)
  if (response.ok) return (response.status === 204 ? {} : await response.json()) as T
  throw new ChatError(await errorOf(response))
}

async function send(path: string, { method = 'GET', query, body }: Call): Promise<Response> {
  const hasBody = method !== 'GET' && method !== 'DELETE'
  try {
    return await fetch(`${API_BASE_URL}${API_PREFIX}${path}${queryOf(query)}`, {
      method,
      credentials: 'include',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(hasBody && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) }),
    })
  } catch (error) {
    throw ChatError.unreachable('the server cannot be reached', error)
  }
}

async function errorOf(response: Response): Promise<ErrorReply> {
  const body = (await response.json().catch(() => null)) as { error?: ErrorReply } | null
  if (body?.error?.code) return body.error
  // A proxy answered, not the server.
  const retryable = response.status >= 502
  return { code: retryable ? 'unavailable' : 'internal', message: response.statusText, retryable }
}

function queryOf(query: Call['query'] = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  return given.length ? `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}` : ''
}
