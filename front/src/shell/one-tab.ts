import { locksOf } from '../locks'

/** A tab that is looked at speaks at once; the others give it this long to do so. */
const YIELD_MS = 150
/** For so long nobody else may say the same. */
const HOLD_MS = 2_000
const REMEMBERED = 200

type Deps = {
  userId: string
  isPresent: () => boolean
  /** Tabs of the same browser hear each other by it. */
  channel: Pick<BroadcastChannel, 'postMessage' | 'onmessage' | 'close'>
  locks?: Pick<LockManager, 'request'> | undefined
}

/**
 * Of all tabs of one person, one speaks about a message: the one that is looked at, else whichever comes first.
 * A tab in which the message is being read says so too, and then nobody speaks.
 */
export function createOneTab({ userId, isPresent, channel, locks = locksOf(globalThis) }: Deps) {
  const settled = new Set<string>()

  const remember = (key: string): void => {
    settled.add(key)
    const [oldest] = settled
    if (settled.size > REMEMBERED && oldest !== undefined) settled.delete(oldest)
  }
  channel.onmessage = ({ data }: MessageEvent<string>) => remember(data)

  const settle = (key: string): void => {
    remember(key)
    channel.postMessage(key)
  }

  /** Among tabs that come at the very same moment, the browser decides. */
  const isFirst = (key: string): Promise<boolean> => {
    if (!locks) return Promise.resolve(true)
    return new Promise((resolve, reject) => {
      const hold = async (lock: Lock | null): Promise<void> => {
        resolve(lock !== null)
        if (lock) await new Promise((free) => setTimeout(free, HOLD_MS))
      }
      locks.request(`papo:alert:${userId}:${key}`, { ifAvailable: true }, hold).catch(reject)
    })
  }

  return {
    /** It is dealt with, here and silently. */
    settle,
    /** Whether this tab is the one to speak. */
    async takes(key: string): Promise<boolean> {
      if (!isPresent()) await new Promise((resolve) => setTimeout(resolve, YIELD_MS))
      if (settled.has(key) || !(await isFirst(key)) || settled.has(key)) return false
      settle(key)
      return true
    },
    stop: (): void => channel.close(),
  }
}
