import { MessageSquare } from 'lucide-react'
import type { UserWithPresence } from '@papo/contract'
import { useState } from 'react'
import { asChatError } from '../chat-error'
import { notify } from '../chat/chat.store'
import { useChat } from '../chat/use-chat'
import { useText } from '../preferences'
import { Dialog } from '../ui/dialog'
import { Icon } from '../ui/icon'
import { PeopleSearch } from '../ui/people.search'

export function PeopleDialog({ onClose }: { onClose: () => void }) {
  const t = useText()
  const { memberships, store } = useChat()
  const [busy, setBusy] = useState(false)
  const write = async (user: UserWithPresence) => {
    setBusy(true)
    try {
      await memberships.direct([user.id])
      onClose()
    } catch (error) {
      notify(store, `error.${asChatError(error).code}`)
      setBusy(false)
    }
  }
  return (
    <Dialog title={t('people.title')} onClose={onClose}>
      <PeopleSearch
        action={(user) => (
          <button
            type="button"
            className="icon-button result-action"
            disabled={busy}
            onClick={() => void write(user)}
            aria-label={t('members.message', { name: user.displayName })}
          >
            <Icon of={MessageSquare} />
          </button>
        )}
      />
    </Dialog>
  )
}
