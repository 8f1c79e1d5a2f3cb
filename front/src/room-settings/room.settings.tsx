import './room-settings.css'
import type { JoinedRoom } from '@papo/contract'
import { lazy } from 'react'
import { roomName } from '../chat/names'
import * as texts from '../i18n/room-settings'
import { addTexts } from '../i18n/translate'
import { useText } from '../preferences'
import { ListBones } from '../ui/blank'
import { Dialog } from '../ui/dialog'
import { Late } from '../ui/late'
import { Tabs } from '../ui/tabs'
import { AuditPart } from './audit.part'
import { BansPart } from './bans.part'
import { InvitesPart } from './invites.part'
import { MembersPart } from './members.part'
import { MinePart } from './mine.part'
import { OverviewPart } from './overview.part'
import { runsRoom } from './rank'

addTexts(texts)

const IntegrationsPart = lazy(() =>
  import('../bots/integrations.part').then((m) => ({ default: m.IntegrationsPart })),
)

type Props = { room: JoinedRoom; onClose: () => void }

/** All about one room: what one chose for oneself, and for owners and admins how it is run. */
export function RoomSettings({ room, onClose }: Props) {
  const t = useText()
  const tabs = [
    {
      id: 'overview',
      label: t('roomSettings.overview'),
      content: <OverviewPart room={room} onClose={onClose} />,
    },
    { id: 'mine', label: t('roomSettings.mine'), content: <MinePart room={room} /> },
    { id: 'members', label: t('roomSettings.members'), content: <MembersPart room={room} /> },
    ...(runsRoom(room)
      ? [
          { id: 'invites', label: t('roomSettings.invites'), content: <InvitesPart room={room} /> },
          { id: 'bans', label: t('roomSettings.bans'), content: <BansPart room={room} /> },
          {
            id: 'integrations',
            label: t('roomSettings.integrations'),
            content: (
              <Late fallback={<ListBones count={3} />}>
                <IntegrationsPart room={room} />
              </Late>
            ),
          },
          { id: 'log', label: t('roomSettings.log'), content: <AuditPart room={room} onGo={onClose} /> },
        ]
      : []),
  ]
  return (
    <Dialog title={roomName(room)} onClose={onClose}>
      <div className="room-settings">
        <Tabs label={t('roomSettings.parts')} tabs={tabs} />
      </div>
    </Dialog>
  )
}
