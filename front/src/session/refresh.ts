import { ChatError } from '../chat-error'
import { callOnce } from '../http'
import { locksOf } from '../locks'
import { readStored, writeStored } from '../stored'

const REFRESHED_AT = 'papo:refreshed-at'
let running: Promise<boolean> | null = null

/**
 * Renews the session's cookies, once for all tabs: the first asks the server, the others see that it was done.
 * False: the session is over. `since` is when the call that was refused began (milliseconds since 1970).
 * @throws ChatError when the server cannot be reached, which says nothing about the session
 */
export function refreshSession(since: number): Promise<boolean> {
  running ??= inTurn(() => refreshOnce(since)).finally(() => (running = null))
  return running
}

/** Web Locks exist only on secure origins; without them the server's grace for a second tab must do. */
function inTurn(task: () => Promise<boolean>): Promise<boolean> {
  const locks = locksOf(globalThis)
  return locks ? locks.request('papo:refresh', task) : task()
}

async function refreshOnce(since: number): Promise<boolean> {
  if (Number(readStored(REFRESHED_AT) ?? 0) > since) return true
  try {
    await callOnce('/auth/refresh', { method: 'POST' })
    writeStored(REFRESHED_AT, String(Date.now()))
    return true
  } catch (error) {
    if (error instanceof ChatError && error.code === 'unauthenticated') return false
    throw error
  }
}
