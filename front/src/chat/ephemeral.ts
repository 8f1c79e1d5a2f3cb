import type { PresenceChange, ServerEventPayload } from '@papo/contract'
import { LIMITS } from '@papo/contract/limits'
import type { ChatStore } from './chat.store'

/** Someone types, or stopped; without being repeated it expires. */
export function hearTyping(
  store: ChatStore,
  { roomId, userId, typing }: ServerEventPayload<'typing:changed'>,
): void {
  if (userId === store.getState().self.id) return
  if (!typing) return stopTyping(store, roomId, userId)
  const until = Date.now() + LIMITS.typingMs
  store.setState((s) => ({ typing: { ...s.typing, [roomId]: { ...s.typing[roomId], [userId]: until } } }))
  setTimeout(() => {
    if (store.getState().typing[roomId]?.[userId] === until) stopTyping(store, roomId, userId)
  }, LIMITS.typingMs)
}

export function stopTyping(store: ChatStore, roomId: string, userId: string): void {
  store.setState((state) => {
    const { [userId]: was, ...rest } = state.typing[roomId] ?? {}
    return was === undefined ? state : { typing: { ...state.typing, [roomId]: rest } }
  })
}

export function hearPresence(store: ChatStore, changes: readonly PresenceChange[]): void {
  const news = Object.fromEntries(changes.map((c) => [c.userId, c.state]))
  store.setState(({ presence }) => ({ presence: { ...presence, ...news } }))
}
