import './invite.css'
import * as texts from '../i18n/invite'
import { addTexts } from '../i18n/translate'
import { useText } from '../preferences'
import { hueOf, initialsOf } from '../ui/initials'
import type { Invitation } from './invitation'

addTexts(texts)

/** Who invites, and whereto. */
export function InviteCard({ invitation: { room, invitedBy } }: { invitation: Invitation }) {
  const t = useText()
  return (
    <div className="invite-card">
      <span className="avatar" data-size="large" data-hue={hueOf(room.name)} aria-hidden="true">
        {initialsOf(room.name)}
      </span>
      <p>{t('invite.from', { name: invitedBy })}</p>
      <h1 dir="auto">{room.name}</h1>
      {room.topic && <p dir="auto">{room.topic}</p>}
      <p className="invite-count">{t('invite.members', { count: room.memberCount })}</p>
    </div>
  )
}
