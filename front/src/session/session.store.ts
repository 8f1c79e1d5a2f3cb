import type { RequestInput, Response, Self } from '@papo/contract'
import { createStore } from 'zustand/vanilla'
import { asChatError, type ChatError } from '../chat-error'
import { callApi, callOnce, whenSessionLost } from '../http'
import type { Kept } from '../offline/shelf'
import { readStored, writeStored } from '../stored'

export type Session =
  | { phase: 'checking' }
  | { phase: 'unreachable' }
  | { phase: 'out'; reason?: 'ended' }
  /** `kept`: opened without a server, from what this device remembers. */
  | { phase: 'in'; self: Self; kept?: Kept }

/** Set while someone is logged in here; its removal tells the other tabs to leave too. */
export const SIGNED_IN_KEY = 'papo:signed-in'

export const session = createStore<Session>(() => ({ phase: 'checking' }))

/** A server that takes longer is not waited for, if there is something to show without it. */
const SLOW_MS = 3_000

const enter = (self: Self) => {
  if (readStored(SIGNED_IN_KEY) !== self.id) clearShelf(self.id)
  writeStored(SIGNED_IN_KEY, self.id)
  session.setState({ phase: 'in', self }, true)
}

const leave = (next: Session) => {
  writeStored(SIGNED_IN_KEY, null)
  session.setState(next, true)
  clearShelf()
}

/** What someone saw is kept on a device for that person alone, and only until they log out. */
function clearShelf(except?: string): void {
  void import('../offline/shelf').then((shelf) => shelf.clearShelf(except)).catch(() => undefined)
}

/** Opens the chat from what this device remembers of whoever was logged in here. */
async function openKept(): Promise<boolean> {
  const userId = readStored(SIGNED_IN_KEY)
  if (session.getState().phase === 'in' || userId === null) return false
  const kept = await import('../offline/shelf').then((shelf) => shelf.loadKept(userId)).catch(() => null)
  const { phase } = session.getState()
  if (!kept || phase === 'in' || phase === 'out') return false
  session.setState({ phase: 'in', self: kept.list.self, kept }, true)
  return true
}

/** Finds out who is logged in; asks again by itself for as long as the server cannot be reached. */
export async function checkSession(): Promise<void> {
  const slow = setTimeout(() => void openKept(), SLOW_MS)
  try {
    enter(await checkAccess())
  } catch (error) {
    if (asChatError(error).code === 'unauthenticated') leave({ phase: 'out' })
    else if (!(await openKept()) && session.getState().phase !== 'in')
      session.setState({ phase: 'unreachable' }, true)
  } finally {
    clearTimeout(slow)
  }
}

/** Asks whether the session still holds, and renews it if it can. @throws ChatError */
export async function checkAccess(): Promise<Self> {
  return (await callApi<Response<'identity'>>('/auth/me')).user
}

/** After a start without a server: who one is by now. @throws ChatError */
export async function meetAgain(): Promise<Self> {
  const self = await checkAccess()
  enter(self)
  return self
}

/** @returns what a code has to go with yet, where one is asked for. @throws ChatError */
export async function logIn(body: RequestInput<'login'>): Promise<string | undefined> {
  const answer = await callOnce<Response<'identity'> | Response<'challenge'>>('/auth/login', {
    method: 'POST',
    body,
  })
  if ('secondFactor' in answer) return answer.secondFactor.challenge
  enter(answer.user)
  return undefined
}

/** @throws ChatError */
export async function answerChallenge(body: RequestInput<'answerChallenge'>): Promise<void> {
  enter((await callOnce<Response<'identity'>>('/auth/login/code', { method: 'POST', body })).user)
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
