import { asChatError } from '../chat-error'
import { locksOf } from '../locks'
import type { ChatStore } from './chat.store'
import { accept, drop, nextOf, type OutboxItem, put, refuse, roomsWithPending, wake } from './outbox'
import type { Box } from './outbox.box'
import type { Request } from './sync'

const ACK_TIMEOUT_MS = 5_000
/** A tab that sleeps may hold the lock for ever; the server's dedupe makes a double send harmless. */
const LOCK_TIMEOUT_MS = 10_000

type Deps = { store: ChatStore; box: Box; request: Request }
export type Sender = ReturnType<typeof createSender>

/** Empties the outbox: strictly in order and one at a time within a room, rooms beside each other. */
export function createSender({ store, box, request }: Deps) {
  const running = new Set<string>()
  const timers = new Map<string, ReturnType<typeof setTimeout>>()

  const online = () => store.getState().link.state === 'online'
  const next = (roomId: string) => nextOf(store.getState().outbox, roomId, Date.now())

  const sendOne = async (item: OutboxItem): Promise<void> => {
    const { clientId, roomId, body, replyTo, threadOf, attachments } = item
    try {
      const payload = {
        roomId,
        clientId,
        body,
        ...(replyTo !== undefined && { replyTo }),
        ...(threadOf !== undefined && { threadOf }),
        ...(attachments && { attachments: attachments.map(({ fileId }) => fileId) }),
      }
      const place = await request('message:send', payload, ACK_TIMEOUT_MS)
      box.change((outbox) => accept(outbox, clientId, place))
    } catch (error) {
      const { reply } = asChatError(error)
      // The session ended, not the message: it goes out after the next login.
      const retryable = reply.retryable || reply.code === 'unauthenticated'
      const refusal = { error: { ...reply, retryable }, now: Date.now(), random: Math.random() }
      box.change((outbox) => refuse(outbox, clientId, refusal))
    }
  }

  /** Another tab may have sent it, or given it up, while this one waited for its turn. */
  const isStillOurs = (item: OutboxItem): boolean => {
    const stored = box.read(item.clientId)
    if (stored?.state === 'pending') return true
    store.setState(({ outbox }) => ({ outbox: stored ? put(outbox, stored) : drop(outbox, item.clientId) }))
    return false
  }

  const drainInTurn = async (roomId: string): Promise<void> => {
    for (let turn = next(roomId); turn && online(); turn = next(roomId)) {
      if ('waitMs' in turn) return later(roomId, turn.waitMs)
      if (isStillOurs(turn.item)) await sendOne(turn.item)
    }
  }

  const later = (roomId: string, waitMs: number): void => {
    clearTimeout(timers.get(roomId))
    timers.set(
      roomId,
      setTimeout(() => drain(roomId), waitMs),
    )
  }

  const drain = (roomId: string): void => {
    if (running.has(roomId) || !online() || !next(roomId)) return
    running.add(roomId)
    const lock = `papo:outbox:${store.getState().self.id}:${roomId}`
    void withLock(lock, () => drainInTurn(roomId)).finally(() => {
      running.delete(roomId)
      // Something may have been queued after the last look.
      const turn = next(roomId)
      if (turn && 'item' in turn) drain(roomId)
    })
  }

  return {
    drain,
    /** After a connection came (back): everything that waits gets its chance. */
    drainAll(): void {
      box.change(wake)
      for (const roomId of roomsWithPending(store.getState().outbox)) drain(roomId)
    },
    discard: (clientId: string): void => box.change((outbox) => drop(outbox, clientId)),
    stop: (): void => timers.forEach((timer) => clearTimeout(timer)),
  }
}

/** One tab at a time, where the browser has Web Locks (secure origins only). */
async function withLock(name: string, task: () => Promise<void>): Promise<void> {
  const locks = locksOf(globalThis)
  if (!locks) return task()
  try {
    await locks.request(name, { signal: AbortSignal.timeout(LOCK_TIMEOUT_MS) }, task)
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
    await task()
  }
}
