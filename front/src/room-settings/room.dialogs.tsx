import { lazy, useEffect } from 'react'
import { useStore } from 'zustand/react'
import { useChatState } from '../chat/use-chat'
import { closeRoomDialog, roomDialog } from './room.dialog'
import { Late } from '../ui/late'

const RoomSettings = lazy(() => import('./room.settings').then((m) => ({ default: m.RoomSettings })))
const InviteDialog = lazy(() => import('../room/invite.dialog').then((m) => ({ default: m.InviteDialog })))

/** Whatever is open about a room; it goes with the room. */
export function RoomDialogs() {
  const open = useStore(roomDialog, (s) => s.open)
  const room = useChatState((s) => (open ? s.rooms[open.roomId]?.room : undefined))
  const gone = open !== null && room === undefined
  useEffect(() => {
    if (gone) closeRoomDialog()
  }, [gone])
  useEffect(() => closeRoomDialog, [])
  if (!open || !room) return null
  return (
    <Late>
      {open.name === 'settings' && <RoomSettings room={room} onClose={closeRoomDialog} />}
      {open.name === 'invite' && <InviteDialog room={room} onClose={closeRoomDialog} />}
    </Late>
  )
}
