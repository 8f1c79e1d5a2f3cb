import type { Invite } from '@papo/contract'
import { useEffect, useState } from 'react'
import { personName } from '../chat/names'
import { useChat, useChatState } from '../chat/use-chat'
import { useLanguage, useText } from '../preferences'
import { formatTime } from '../ui/time'
import { Confirm } from '../ui/confirm'
import { inviteLink } from './invite.link'
import { LinkField } from './link.field'
import { roomApi } from './room.api'

type Props = { invite: Invite; onRevoked: () => void }

export function InviteItem({ invite, onRevoked }: Props) {
  const t = useText()
  const { people } = useChat()
  const language = useLanguage()
  const [revoking, setRevoking] = useState(false)
  const { createdBy, expiresAt, maxUses, uses } = invite
  const name = useChatState((s) => personName(s.people, createdBy))
  useEffect(() => people.want([createdBy]), [people, createdBy])
  const used = uses === 0 ? t('invites.unused') : t('invites.used', { count: uses })
  const facts = [
    maxUses === undefined ? used : t('invites.usedOf', { uses, max: maxUses }),
    expiresAt
      ? t('invites.until', { time: formatTime(expiresAt, 'short', language) })
      : t('invites.untilNever'),
    t('invites.by', { name }),
  ]
  const revoke = async () => {
    await roomApi.revokeInvite(invite.roomId, invite.id)
    onRevoked()
  }
  return (
    <li className="invite-item">
      <LinkField link={inviteLink(invite.code)} />
      <p>
        <span>{facts.join(' · ')}</span>
        <button type="button" className="link-button" onClick={() => setRevoking(true)}>
          {t('invites.revoke')}
        </button>
      </p>
      {revoking && (
        <Confirm
          title={t('invites.revoke.ask')}
          text={t('invites.revoke.text')}
          action={t('invites.revoke')}
          onConfirm={revoke}
          onClose={() => setRevoking(false)}
        />
      )}
    </li>
  )
}
