import type { Api } from '../api'
import type { ChatStore } from './chat.store'

export type Blocks = ReturnType<typeof createBlocks>

/** Whom one does not want to hear from: the same on every tab and device. */
export function createBlocks(store: ChatStore, api: Api) {
  /** Counts what was heard, so that a list which was asked for before it does not undo it. */
  let heard = 0
  const put = (blocked: readonly string[]): void => {
    heard++
    store.setState({ blocked })
  }
  return {
    heard: put,
    async load(): Promise<void> {
      const before = heard
      try {
        const { items } = await api.blocks()
        if (heard === before) put(items.map((user) => user.id))
      } catch {
        // Asked for again with the next connection.
      }
    },
    /** @throws ChatError */
    async set(userId: string, on: boolean): Promise<void> {
      await (on ? api.block(userId) : api.unblock(userId))
      const others = store.getState().blocked.filter((id) => id !== userId)
      put(on ? [userId, ...others] : others)
    },
  }
}
