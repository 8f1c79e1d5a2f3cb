import { createStore } from 'zustand/vanilla'

/** What may be open about a room, whichever room is on the screen. */
export type RoomDialogName = 'settings' | 'invite'
export type OpenRoomDialog = { readonly name: RoomDialogName; readonly roomId: string }

export const roomDialog = createStore<{ open: OpenRoomDialog | null }>(() => ({ open: null }))

export function openRoomDialog(name: RoomDialogName, roomId: string): void {
  roomDialog.setState({ open: { name, roomId } })
}

export function closeRoomDialog(): void {
  roomDialog.setState({ open: null })
}
