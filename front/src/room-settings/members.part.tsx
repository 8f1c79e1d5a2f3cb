import type { JoinedRoom, Member } from '@papo/contract'
import { useCallback, useState } from 'react'
import { useText } from '../preferences'
import { SearchField } from '../ui/field'
import { isPhone } from '../ui/shell'
import { PagedList } from './paged.list'
import { roomApi } from './room.api'
import { SettingsMember } from './settings.member'
import { usePages } from '../ui/use-pages'
import { usePaused } from '../ui/use-paused'

/** Everyone in the room, owners first, a page at a time; asked for anew when someone comes or goes. */
export function MembersPart({ room }: { room: JoinedRoom }) {
  const t = useText()
  const [typed, setTyped] = useState('')
  const q = usePaused(typed.trim())
  const { id, memberCount } = room
  const fetchPage = useCallback((cursor?: string) => roomApi.members(id, { q, cursor }), [id, q])
  const pages = usePages<Member>(fetchPage, memberCount)
  const change = (member: Member) =>
    pages.change((items) => items.map((one) => (one.user.id === member.user.id ? member : one)))
  const drop = ({ user }: Member) => pages.change((items) => items.filter((one) => one.user.id !== user.id))
  return (
    <>
      <SearchField
        label={t('roomSettings.members.search')}
        value={typed}
        onChange={setTyped}
        autoFocus={!isPhone()}
      />
      <PagedList
        pages={pages}
        label={t('roomSettings.members')}
        empty={t('roomSettings.members.none', { q })}
      >
        {(member) => (
          <SettingsMember
            key={member.user.id}
            room={room}
            member={member}
            onChanged={(now) => (now ? change(now) : drop(member))}
          />
        )}
      </PagedList>
    </>
  )
}
