import './people.css'
import type { JoinedRoom, Member } from '@papo/contract'
import { nameOf, roomName } from '../chat/names'
import { useChatState } from '../chat/use-chat'
import * as texts from '../i18n/people'
import { addTexts } from '../i18n/translate'
import { useText } from '../preferences'
import { Avatar } from '../ui/avatar'
import { BotMark } from '../ui/bot.mark'
import { Blank, ListBones } from '../ui/blank'
import { Dialog } from '../ui/dialog'
import { Popover } from '../ui/popover'
import { isPhone } from '../ui/shell'
import { CardActions } from './card.actions'
import { PresenceLine } from './presence.line'
import { type Profile, useMembership, useProfile } from './use-profile'

addTexts(texts)

type Props = { userId: string; anchor: Element; onClose: () => void }

/** Who someone is and what one can do: beside their name, or on a phone from below. */
export function ProfileCard({ userId, anchor, onClose }: Props) {
  const t = useText()
  const profile = useProfile(userId)
  const name = profile.user?.displayName ?? ''
  const card = <Card profile={profile} onClose={onClose} />
  if (isPhone())
    return (
      <Dialog title={name} onClose={onClose}>
        {card}
      </Dialog>
    )
  return (
    <Popover anchor={anchor} label={t('card.label', { name })} side="right" onClose={onClose}>
      {card}
    </Popover>
  )
}

function Card({ profile, onClose }: { profile: Profile; onClose: () => void }) {
  const t = useText()
  const { user, presence, lastSeenAt } = profile
  const room = useChatState((s) => (s.openRoomId ? s.rooms[s.openRoomId]?.room : undefined))
  const named = room?.kind === 'direct' ? undefined : room
  const member = useMembership(named?.id ?? null, user?.id ?? '')
  const blocked = useChatState((s) => user !== undefined && s.blocked.includes(user.id))
  if (profile.gone) return <Blank text={t('card.gone')} role="alert" />
  if (!user) return <ListBones count={3} />
  return (
    <div className="card">
      <header className="card-head">
        <Avatar user={user} size="large" presence={presence} />
        <div>
          <h2 dir="auto">
            {nameOf(user)} <BotMark user={user} />
          </h2>
          {user.displayName !== '' && <p className="card-username">@{user.username}</p>}
          <PresenceLine presence={presence} lastSeenAt={lastSeenAt} />
        </div>
      </header>
      {(user.statusEmoji ?? user.statusText) && (
        <p className="card-status" dir="auto">
          {user.statusEmoji && <span className="status-mark">{user.statusEmoji}</span>}
          {user.statusText}
        </p>
      )}
      <Roles room={named} member={member} owner={user.role === 'owner'} />
      {blocked && <p className="card-note">{t('card.blocked', { name: user.displayName })}</p>}
      <CardActions user={user} room={named} member={member} onClose={onClose} />
    </div>
  )
}

type RolesProps = { room: JoinedRoom | undefined; member: Member | null; owner: boolean }

function Roles({ room, member, owner }: RolesProps) {
  const t = useText()
  const role = member && member.role !== 'member' ? member.role : null
  const texts = [
    role && room && t(`card.role.${role}`, { room: roomName(room) }),
    owner && t('card.role.installation'),
  ].filter((text) => typeof text === 'string')
  return texts.length === 0 ? null : <p className="card-role">{texts.join(' · ')}</p>
}
