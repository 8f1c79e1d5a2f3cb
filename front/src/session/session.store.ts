import type { RequestInput, Response, Self } from '@papo/contract'
import { createStore } from 'zustand/vanilla'
import { asChatError, type ChatError } from '../chat-error'
import { callApi, callOnce, whenSessionLost } from '../http'
import { writeStored } from '../stored'

export type Session =
  | { phase: 'checking' }
  | { phase: 'unreachable' }
  | { phase: 'out'; reason?: 'ended' }
  | { phase: 'in'; self: Self }

/** Set while someone is logged in here; its removal tells the other tabs to leave too. */
export const SIGNED_IN_KEY = 'papo:signed-in'

export const session = createStore<Session>(() => ({ phase: 'checking' }))

const enter = (self: Self) => {
  writeStored(SIGNED_IN_KEY, self.id)
  session.setState({ phase: 'in', self }, true)
}

const leave = (next: Session) => {
  writeStored(SIGNED_IN_KEY, null)
  session.setState(next, true)
}

/** Finds out who is logged in; asks again by itself for as long as the server cannot be reached. */
export async function checkSession(): Promise<void> {
  try {
    const { user } = await callApi<Response<'identity'>>('/auth/me')
    enter(user)
  } catch (error) {
    if (asChatError(error).code === 'unauthenticated') leave({ phase: 'out' })
    else session.setState({ phase: 'unreachable' }, true)
  }
}

/** Asks whether the session still holds, and renews it if it can. @throws ChatError */
export async function checkAccess(): Promise<void> {
  await callApi<Response<'identity'>>('/auth/me')
}

/** @throws ChatError */
export async function logIn(body: RequestInput<'login'>): Promise<void> {
  enter((await callOnce<Response<'identity'>>('/auth/login', { method: 'POST', body })).user)
}

/** @throws ChatError */
export async function register(body: RequestInput<'register'>): Promise<void> {
  enter((await callOnce<Response<'identity'>>('/auth/register', { method: 'POST', body })).user)
}

/** @throws ChatError when the server could not be told: then the cookies still open the account */
export async function logOut(): Promise<void> {
  await callOnce('/auth/logout', { method: 'POST' }).catch((error: ChatError) => {
    if (error.code !== 'unauthenticated') throw error
  })
  leave({ phase: 'out' })
}

export function updateSelf(self: Self): void {
  const now = session.getState()
  if (now.phase === 'in' && now.self.id === self.id) session.setState({ phase: 'in', self }, true)
}

/** The server ended the session: revoked, expired, or logged out elsewhere. */
export function sessionLost(): void {
  if (session.getState().phase === 'in') leave({ phase: 'out', reason: 'ended' })
}

/** Another tab logged out, or in as someone else. */
export function followOtherTabs(): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key !== SIGNED_IN_KEY) return
    const now = session.getState()
    if (event.newValue === null && now.phase === 'in') session.setState({ phase: 'out' }, true)
    if (event.newValue !== null && (now.phase !== 'in' || now.self.id !== event.newValue)) void checkSession()
  }
  addEventListener('storage', onStorage)
  return () => removeEventListener('storage', onStorage)
}

whenSessionLost(sessionLost)
