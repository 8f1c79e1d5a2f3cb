import type { UserSettings } from '@papo/contract'
import type { Api } from '../api'
import { asChatError } from '../chat-error'
import { type ChatStore, notify } from './chat.store'

export type OwnSettings = ReturnType<typeof createOwnSettings>

/** What a person set for all of their devices: shown at once, taken back if the server refuses. */
export function createOwnSettings(store: ChatStore, api: Api) {
  const put = (changes: Partial<UserSettings>): void =>
    store.setState(({ self }) => ({ self: { ...self, settings: { ...self.settings, ...changes } } }))

  return {
    async set(changes: Partial<UserSettings>): Promise<void> {
      const before = store.getState().self.settings
      put(changes)
      try {
        store.setState({ self: (await api.updateMe({ settings: changes })).user })
      } catch (error) {
        put(before)
        notify(store, `error.${asChatError(error).code}`)
      }
    },
  }
}
