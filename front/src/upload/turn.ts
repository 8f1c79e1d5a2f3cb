import { locksOf } from '../locks'
import { deviceStorage } from '../stored'

type Deps = { locks?: Pick<LockManager, 'request'> | undefined; storage?: Storage }
/** Runs the task when no other tab runs one of this name; not at all if it is called off before. */
export type Turn = (name: string, signal: AbortSignal, task: () => Promise<void>) => Promise<void>

const PREFIX = 'papo:turn:'
/** Who holds a turn says so again in time, or has lost it. */
const HOLD_MS = 6_000
const AGAIN_MS = 2_000
/** Two tabs that write at the same moment see in time who was the last. */
const SETTLE_MS = 100

/** By Web Locks, which end with their tab; on insecure origins, which have none, by a lease in the storage. */
export function createTurn({ locks = locksOf(globalThis), storage = deviceStorage }: Deps = {}): Turn {
  return locks ? byLock(locks) : byLease(storage)
}

function byLock(locks: Pick<LockManager, 'request'>): Turn {
  return async (name, signal, task) => {
    try {
      await locks.request(PREFIX + name, { signal }, task)
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }
}

function byLease(storage: Storage): Turn {
  const own = crypto.getRandomValues(new Uint32Array(2)).join('')
  const holder = (key: string) => {
    const [id, until] = (storage.getItem(key) ?? '').split(' ')
    return Number(until) > Date.now() ? id : undefined
  }
  const hold = (key: string) => {
    try {
      storage.setItem(key, `${own} ${Date.now() + HOLD_MS}`)
    } catch {
      // Nobody else can hold it on a full disk either: sending twice is harmless.
    }
  }
  const takes = async (key: string): Promise<boolean> => {
    if ((holder(key) ?? own) !== own) return false
    hold(key)
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
    return (holder(key) ?? own) === own
  }
  return async (name, signal, task) => {
    const key = PREFIX + name
    while (!signal.aborted && !(await takes(key)))
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
    const release = () => void (holder(key) === own && storage.removeItem(key))
    const renewing = setInterval(() => hold(key), AGAIN_MS)
    addEventListener('pagehide', release)
    try {
      if (!signal.aborted) await task()
    } finally {
      clearInterval(renewing)
      removeEventListener('pagehide', release)
      release()
    }
  }
}
