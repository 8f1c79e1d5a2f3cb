import type { Api } from '../api'
import type { ChatStore } from './chat.store'

export type Blocks = ReturnType<typeof createBlocks>

/** Whom one does not want to hear from: the same on every tab and device. */
export function createBlocks(store: ChatStore, api: Api) {
  const put = (blocked: readonly string[]): void => store.setState({ blocked })
  return {
    heard: put,
    /** @throws ChatError */
    async set(userId: string, on: boolean): Promise<void> {
      await (on ? api.block(userId) : api.unblock(userId))
      const others = store.getState().blocked.filter((id) => id !== userId)
      put(on ? [userId, ...others] : others)
    },
  }
}
