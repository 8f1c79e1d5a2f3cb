import type { JoinedRoom, Member } from '@papo/contract'
import { Shield } from 'lucide-react'
import { lazy, useState } from 'react'
import { useText } from '../preferences'
import { mayAct } from '../room-settings/rank'
import { Icon } from '../ui/icon'
import { Late } from '../ui/late'

const MemberActions = lazy(() =>
  import('../room-settings/member.actions').then((m) => ({ default: m.MemberActions })),
)

/** What owners and admins may do about someone in their room. */
export function ModerateButton({ room, member }: { room: JoinedRoom; member: Member }) {
  const t = useText()
  const [anchor, setAnchor] = useState<Element | null>(null)
  const [now, setNow] = useState<Member | null>(member)
  if (!now || !mayAct(room, now.role, false)) return null
  return (
    <>
      <button
        type="button"
        className="button"
        data-kind="plain"
        aria-haspopup="menu"
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Icon of={Shield} small />
        {t('card.moderate')}
      </button>
      {anchor && (
        <Late>
          <MemberActions
            room={room}
            member={{ user: now.user, role: now.role, mutedUntil: now.mutedUntil }}
            anchor={anchor}
            onClose={() => setAnchor(null)}
            onChanged={setNow}
          />
        </Late>
      )}
    </>
  )
}
