import type { CommandInput } from '@papo/contract'
import { LIMITS } from '@papo/contract/limits'
import { v7 as uuidv7 } from 'uuid'
import { asChatError } from '../chat-error'
import type { Uploads } from '../upload/uploads'
import { type ChatStore, notify } from './chat.store'
import { type Aimed, awaitsFiles, drop, enqueue, type OutboxItem, retry } from './outbox'
import type { Box } from './outbox.box'
import type { Sender } from './sender'
import type { Hint, Request } from './sync'

const TRIES = 3
/** Said again while typing goes on, before it expires for the others. */
const TYPING_AGAIN_MS = LIMITS.typingMs / 2

type Change =
  | 'message:edit'
  | 'message:delete'
  | 'message:pin'
  | 'message:unpin'
  | 'preview:remove'
  | 'reaction:add'
  | 'reaction:remove'
type Reacting = { roomId: string; seq: number; emoji: string; on: boolean }
type Deps = { store: ChatStore; box: Box; sender: Sender; request: Request; hint: Hint } & {
  uploads: Pick<Uploads, 'bind' | 'forget' | 'release'>
}
export type Messages = ReturnType<typeof createMessages>

/** What one does with messages. Sending goes through the outbox; the rest is asked for and reported if refused. */
export function createMessages({ store, box, sender, request, hint, uploads }: Deps) {
  const typingSaidAt = new Map<string, number>()

  const ask = async <C extends Change>(name: C, wish: Omit<CommandInput<C>, 'clientId'>): Promise<void> => {
    const payload = { ...wish, clientId: uuidv7() } as unknown as CommandInput<C>
    try {
      await persistently(() => request(name, payload))
    } catch (error) {
      notify(store, `error.${asChatError(error).code}`)
    }
  }

  const setTyping = (roomId: string, typing: boolean): void => {
    const saidAt = typingSaidAt.get(roomId) ?? 0
    if (typing ? Date.now() - saidAt < TYPING_AGAIN_MS : saidAt === 0) return
    typingSaidAt.set(roomId, typing ? Date.now() : 0)
    hint('typing:set', { roomId, typing })
  }

  return {
    /** With the files that stand above the composer of the room, or of its thread. */
    send(roomId: string, body: string, aimed: Omit<Aimed, 'uploads'> = {}): void {
      const clientId = uuidv7()
      const files = uploads.bind({ roomId, threadOf: aimed.threadOf }, clientId)
      const item = { clientId, roomId, body: storable(body), queuedAt: Date.now(), ...aimed }
      box.change((outbox) => enqueue(outbox, { ...item, ...(files.length > 0 && { uploads: files }) }))
      typingSaidAt.set(roomId, 0)
      sender.drain(roomId)
    },
    retry(item: OutboxItem): void {
      box.change((outbox) => retry(outbox, item.clientId, { clientId: uuidv7(), now: Date.now() }))
      sender.drain(item.roomId)
    },
    discard(clientId: string): void {
      const item = store.getState().outbox.find((i) => i.clientId === clientId)
      if (item) uploads.forget(item)
      box.change((outbox) => drop(outbox, clientId))
    },
    /** Not sent after all: its files stand above the composer again. */
    takeBack(item: OutboxItem): void {
      const now = store.getState().outbox.find((i) => i.clientId === item.clientId)
      // It may have left in this very moment.
      if (!now || !awaitsFiles(now)) return
      uploads.release(item)
      box.change((outbox) => drop(outbox, item.clientId))
    },
    edit: (roomId: string, seq: number, body: string) =>
      ask('message:edit', { roomId, seq, body: storable(body) }),
    remove: (roomId: string, seq: number) => ask('message:delete', { roomId, seq }),
    react: ({ on, ...wish }: Reacting) => ask(on ? 'reaction:add' : 'reaction:remove', wish),
    pin: (roomId: string, seq: number, on: boolean) =>
      ask(on ? 'message:pin' : 'message:unpin', { roomId, seq }),
    removePreview: (roomId: string, seq: number) => ask('preview:remove', { roomId, seq }),
    setTyping,
  }
}

/** As the contract takes it: NUL cannot be stored, and a lone surrogate cannot be sent. */
function storable(body: string): string {
  return body.replaceAll('\0', '').toWellFormed().trim()
}

/** The same clientId makes it safe to ask again after no answer. @throws ChatError */
async function persistently(task: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await task()
      return
    } catch (error) {
      const { reply } = asChatError(error)
      if (!reply.retryable || tries === TRIES) throw error
      const waitMs = reply.retryAfterMs ?? 500 * 2 ** tries * (0.5 + Math.random() / 2)
      await new Promise((resolve) => setTimeout(resolve, waitMs))
    }
  }
}
