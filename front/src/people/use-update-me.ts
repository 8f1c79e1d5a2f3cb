import type { RequestInput } from '@papo/contract'
import { useState } from 'react'
import { api } from '../api'
import { useChat } from '../chat/use-chat'
import { updateSelf } from '../session/session.store'

/** Changes one's own profile or settings; `update` says whether the server took it. */
export function useUpdateMe() {
  const { store, people } = useChat()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const update = async (change: RequestInput<'updateMe'>): Promise<boolean> => {
    setBusy(true)
    setError(null)
    try {
      const { user } = await api.updateMe(change)
      store.setState({ self: user })
      people.learn([user])
      updateSelf(user)
      return true
    } catch (failure) {
      setError(failure)
      return false
    } finally {
      setBusy(false)
    }
  }
  return { update, busy, error }
}
