import type { ChatState, ChatStore } from '../chat/chat.store'
import { closeAll, closeRead } from './notes'

/** Reading moves with every message that is looked at. */
const CALM_MS = 300

const readSeqsOf = ({ rooms }: ChatState) =>
  new Map(Object.values(rooms).map(({ room }) => [room.id, room.readSeq]))

/** Puts notes away as their messages are read, here or on another device. Returns what ends it. */
export function startClosing(store: ChatStore): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = () => {
    timer = undefined
    void closeRead(readSeqsOf(store.getState())).catch(() => undefined)
  }
  const soon = () => (timer ??= setTimeout(look, CALM_MS))
  const unsubscribe = store.subscribe((now, before) => {
    if (now.rooms !== before.rooms && hasRead(now.rooms, before.rooms)) soon()
  })
  soon()
  return () => {
    clearTimeout(timer)
    unsubscribe()
    void closeAll().catch(() => undefined)
  }
}

const hasRead = (now: ChatState['rooms'], before: ChatState['rooms']) =>
  Object.entries(now).some(([id, { room }]) => room.readSeq !== before[id]?.room.readSeq)
