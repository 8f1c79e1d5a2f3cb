import type { ContactState } from '@papo/contract'
import { asChatError } from '../chat-error'
import { notify } from '../chat/chat.store'
import { useChat } from '../chat/use-chat'
import { contactsApi } from './contacts.api'

const REFUSED = {
  forbidden: 'contacts.refused',
  not_found: 'contacts.over',
  conflict: 'contacts.over',
} as const
const refusalOf = (code: string) => REFUSED[code as keyof typeof REFUSED]

/** What one can do about someone; whatever shows contacts hears of it, here and on other devices. */
export function useContactActs() {
  const { store } = useChat()
  const doing = async (userId: string, act: () => Promise<ContactState>): Promise<void> => {
    try {
      const state = await act()
      store.setState({ contactNews: { userId, state } })
    } catch (error) {
      const { code } = asChatError(error)
      notify(store, refusalOf(code) ?? `error.${code}`)
      // What was shown was not so.
      store.setState({ contactNews: {} })
    }
  }
  return {
    ask: (id: string) => doing(id, async () => (await contactsApi.ask(id)).state),
    accept: (id: string) => doing(id, async () => (await contactsApi.accept(id)).state),
    endRequest: (id: string) => doing(id, () => contactsApi.endRequest(id).then(() => 'none')),
    end: (id: string) => doing(id, () => contactsApi.end(id).then(() => 'none')),
  }
}
