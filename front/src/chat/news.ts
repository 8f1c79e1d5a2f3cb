import type { RoomEventOf } from '@papo/contract'

export type Sent = RoomEventOf<'message.sent'>
type Listener = (messages: readonly Sent[]) => void
export type News = ReturnType<typeof createNews>

/** Messages as they come in live; what is caught up on after a break is no news. */
export function createNews() {
  const listeners = new Set<Listener>()
  return {
    tell: (messages: readonly Sent[]): void => listeners.forEach((listen) => listen(messages)),
    listen(listener: Listener): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
