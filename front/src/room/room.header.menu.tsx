import { Files, Pin, Search } from 'lucide-react'
import type { JoinedRoom } from '@papo/contract'
import { useText } from '../preferences'
import { RoomMenu } from '../sidebar/room.menu'
import { MenuItem, MenuLine } from '../ui/menu'
import { isPhone } from '../ui/shell'

type Props = {
  room: JoinedRoom
  anchor: Element
  onPins: () => void
  onFiles: () => void
  onSearch: () => void
  onClose: () => void
}

/** The room's menu at its head; on a phone it also holds what has no room there. */
export function RoomHeaderMenu({ room, anchor, onPins, onFiles, onSearch, onClose }: Props) {
  const t = useText()
  return (
    <RoomMenu room={room} anchor={anchor} align="end" onClose={onClose}>
      {isPhone() && (
        <>
          <MenuItem icon={Pin} label={t('room.showPins')} onClick={onPins} />
          <MenuItem icon={Search} label={t('room.search')} onClick={onSearch} />
        </>
      )}
      <MenuItem icon={Files} label={t('roomMenu.files')} onClick={onFiles} />
      <MenuLine />
    </RoomMenu>
  )
}
