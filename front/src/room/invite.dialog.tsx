import { UserPlus } from 'lucide-react'
import type { JoinedRoom, Member, UserWithPresence } from '@papo/contract'
import { useMemo, useState } from 'react'
import { api } from '../api'
import { asChatError } from '../chat-error'
import { notify } from '../chat/chat.store'
import { useChat } from '../chat/use-chat'
import { useText } from '../preferences'
import { Dialog } from '../ui/dialog'
import { Icon } from '../ui/icon'
import { PeopleSearch } from '../ui/people.search'

type Props = { room: JoinedRoom; members: readonly Member[]; onClose: () => void }

export function InviteDialog({ room, members, onClose }: Props) {
  const t = useText()
  const { store } = useChat()
  const [busy, setBusy] = useState(false)
  const here = useMemo(() => new Set(members.map((m) => m.user.id)), [members])
  const invite = async (user: UserWithPresence) => {
    setBusy(true)
    try {
      await api.addMember(room.id, user.id)
      notify(store, 'members.invited', { name: user.displayName })
    } catch (error) {
      notify(store, `error.${asChatError(error).code}`)
    }
    setBusy(false)
  }
  return (
    <Dialog title={t('members.invite')} onClose={onClose}>
      <PeopleSearch
        action={(user) =>
          here.has(user.id) ? (
            <span className="result-note">{t('members.alreadyIn')}</span>
          ) : (
            <button
              type="button"
              className="icon-button result-action"
              disabled={busy}
              onClick={() => void invite(user)}
              aria-label={`${t('members.invite')}: ${user.displayName}`}
            >
              <Icon of={UserPlus} />
            </button>
          )
        }
      />
    </Dialog>
  )
}
