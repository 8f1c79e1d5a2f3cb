import './members.css'
import { UserPlus } from 'lucide-react'
import type { JoinedRoom, Member } from '@papo/contract'
import { useCallback, useEffect, useState } from 'react'
import { api } from '../api'
import { useChat, useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { Blank, ListBones } from '../ui/blank'
import { Icon } from '../ui/icon'
import { InviteDialog } from '../room/invite.dialog'
import { LeaveButton } from '../room/leave.button'
import { MemberItem } from '../room/member.item'
import { SidePanel } from './side.panel'

type Loaded = { members: Member[]; nextCursor: string | undefined }

export function MembersPanel({ room, onClose }: { room: JoinedRoom; onClose: () => void }) {
  const t = useText()
  const [inviting, setInviting] = useState(false)
  const { loaded, failed, load, more } = useMembers(room)
  const mayInvite = room.kind !== 'direct' && (room.role !== 'member' || room.kind === 'public')
  return (
    <SidePanel title={t('members.title')} onClose={onClose}>
      <div className="members-list">
        {mayInvite && (
          <button type="button" className="invite" onClick={() => setInviting(true)}>
            <Icon of={UserPlus} />
            {t('members.invite')}
          </button>
        )}
        {failed && (
          <Blank text={t('members.failed')} role="alert">
            <button type="button" className="button" data-kind="quiet" onClick={load}>
              {t('app.retry')}
            </button>
          </Blank>
        )}
        {!loaded && !failed && <ListBones count={6} />}
        {loaded && <MemberGroups room={room} members={loaded.members} />}
        {loaded?.nextCursor && (
          <button type="button" className="button" data-kind="quiet" data-size="small" onClick={more}>
            {t('app.more')}
          </button>
        )}
      </div>
      {room.kind !== 'direct' && <LeaveButton room={room} />}
      {inviting && <InviteDialog room={room} onClose={() => setInviting(false)} />}
    </SidePanel>
  )
}

function MemberGroups({ room, members }: { room: JoinedRoom; members: Member[] }) {
  const t = useText()
  const presence = useChatState((s) => s.presence)
  const stateOf = ({ user }: Member) => presence[user.id] ?? user.presence
  const here = members.filter((m) => stateOf(m) !== 'offline')
  const away = members.filter((m) => stateOf(m) === 'offline')
  const groups = [
    { title: t('members.online', { count: here.length }), list: here },
    { title: t('members.others', { count: away.length }), list: away },
  ]
  return groups.map(({ title, list }) =>
    list.length === 0 ? null : (
      <section key={title}>
        <h3>{title}</h3>
        <ul>
          {list.map((member) => (
            <MemberItem key={member.user.id} room={room} member={member} presence={stateOf(member)} />
          ))}
        </ul>
      </section>
    ),
  )
}

/** Asked for anew whenever someone comes or goes. */
function useMembers({ id, memberCount }: JoinedRoom) {
  const { people } = useChat()
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  const [failed, setFailed] = useState(false)
  const fetchPage = useCallback(
    async (cursor?: string) => {
      setFailed(false)
      try {
        const { items, nextCursor } = await api.members(id, cursor)
        people.learn(items.map((m) => m.user))
        setLoaded((before) => ({
          members: cursor && before ? [...before.members, ...items] : items,
          nextCursor,
        }))
      } catch {
        setFailed(true)
      }
    },
    [id, people],
  )
  useEffect(() => void fetchPage(), [fetchPage, memberCount])
  return {
    loaded,
    failed: failed && !loaded,
    load: () => void fetchPage(),
    more: () => void fetchPage(loaded?.nextCursor),
  }
}
