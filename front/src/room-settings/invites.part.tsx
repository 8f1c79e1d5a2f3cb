import type { Invite, JoinedRoom } from '@papo/contract'
import { useCallback } from 'react'
import { useText } from '../preferences'
import { InviteForm } from './invite.form'
import { InviteItem } from './invite.item'
import { PagedList } from './paged.list'
import { roomApi } from './room.api'
import { usePages } from '../ui/use-pages'

export function InvitesPart({ room: { id } }: { room: JoinedRoom }) {
  const t = useText()
  const pages = usePages<Invite>(useCallback(() => roomApi.invites(id), [id]))
  return (
    <>
      <p className="settings-note">
        {t('invites.text')} {t('invites.seenBy')}
      </p>
      <InviteForm roomId={id} onMade={(invite) => pages.change((items) => [invite, ...items])} />
      <PagedList pages={pages} label={t('roomSettings.invites')} empty={t('invites.none')}>
        {(invite) => (
          <InviteItem
            key={invite.id}
            invite={invite}
            onRevoked={() => pages.change((items) => items.filter((one) => one.id !== invite.id))}
          />
        )}
      </PagedList>
    </>
  )
}
