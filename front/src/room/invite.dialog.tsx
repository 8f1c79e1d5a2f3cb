import '../room-settings/room-settings.css'
import { UserPlus } from 'lucide-react'
import type { Invite, JoinedRoom, UserWithPresence } from '@papo/contract'
import { useState } from 'react'
import { api } from '../api'
import { asChatError } from '../chat-error'
import { notify } from '../chat/chat.store'
import { roomName } from '../chat/names'
import { useChat } from '../chat/use-chat'
import * as texts from '../i18n/room-settings'
import { addTexts } from '../i18n/translate'
import { useText } from '../preferences'
import { InviteForm } from '../room-settings/invite.form'
import { inviteLink } from '../room-settings/invite.link'
import { LinkField } from '../room-settings/link.field'
import { runsRoom } from '../room-settings/rank'
import { Dialog } from '../ui/dialog'
import { Icon } from '../ui/icon'
import { PeopleSearch } from '../ui/people.search'

addTexts(texts)

type Props = { room: JoinedRoom; onClose: () => void }

/** Brings people into a room: by a link, for owners and admins, or by name. */
export function InviteDialog({ room, onClose }: Props) {
  const t = useText()
  return (
    <Dialog title={t('members.inviteTo', { room: roomName(room) })} onClose={onClose}>
      {runsRoom(room) && <ByLink room={room} />}
      <ByName room={room} />
    </Dialog>
  )
}

function ByLink({ room }: { room: JoinedRoom }) {
  const t = useText()
  const [made, setMade] = useState<Invite | null>(null)
  return (
    <section className="invite-way">
      <h3>{t('invites.byLink')}</h3>
      <p className="settings-note">{t('invites.text')}</p>
      <InviteForm roomId={room.id} onMade={setMade} />
      {made && <LinkField key={made.id} link={inviteLink(made.code)} fresh />}
    </section>
  )
}

function ByName({ room }: { room: JoinedRoom }) {
  const t = useText()
  const { store } = useChat()
  const [busy, setBusy] = useState(false)
  const [added, setAdded] = useState<ReadonlySet<string>>(new Set())
  const add = async (user: UserWithPresence) => {
    setBusy(true)
    try {
      await api.addMember(room.id, user.id)
      setAdded((before) => new Set([...before, user.id]))
      notify(store, 'members.invited', { name: user.displayName })
    } catch (error) {
      notify(store, `error.${asChatError(error).code}`)
    }
    setBusy(false)
  }
  return (
    <section className="invite-way">
      <h3>{t('invites.byName')}</h3>
      <PeopleSearch
        action={(user) =>
          added.has(user.id) ? (
            <span className="result-note">{t('members.alreadyIn')}</span>
          ) : (
            <button
              type="button"
              className="icon-button result-action"
              disabled={busy}
              onClick={() => void add(user)}
              aria-label={`${t('members.invite')}: ${user.displayName}`}
            >
              <Icon of={UserPlus} />
            </button>
          )
        }
      />
    </section>
  )
}
