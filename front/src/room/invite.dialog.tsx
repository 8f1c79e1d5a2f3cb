import '../room-settings/room-settings.css'
import { UserPlus } from 'lucide-react'
import type { Invite, JoinedRoom, UserWithPresence } from '@papo/contract'
import { useEffect, useState } from 'react'
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
import { isPhone } from '../ui/shell'

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
  const [inside, setInside] = useInside(room.id)
  const add = async (user: UserWithPresence) => {
    setBusy(true)
    try {
      await api.addMember(room.id, user.id)
      setInside((before) => new Set([...before, user.id]))
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
        autoFocus={!runsRoom(room) && !isPhone()}
        action={(user) =>
          inside.has(user.id) ? (
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

/** Who is in already, as far as one page of members tells; whoever is added again only stays. */
function useInside(roomId: string) {
  const state = useState<ReadonlySet<string>>(new Set())
  const [, setInside] = state
  useEffect(() => {
    api.members(roomId).then(
      ({ items }) => setInside((before) => new Set([...before, ...items.map((m) => m.user.id)])),
      () => undefined,
    )
  }, [roomId, setInside])
  return state
}
