import type { JoinedRoom } from '@papo/contract'
import { useMemo } from 'react'
import { changeRoom } from '../chat/chat.store'
import { useChat } from '../chat/use-chat'
import { PictureField } from '../files/picture.field'
import { RoomMark } from '../sidebar/room.item'
import { roomApi } from './room.api'

/** For those who run the room. */
export function RoomPicture({ room }: { room: JoinedRoom }) {
  const { store } = useChat()
  const owner = useMemo(() => ({ purpose: 'room-avatar', roomId: room.id }) as const, [room.id])
  const save = async (avatarFileId: string | null): Promise<void> => {
    await roomApi.update(room.id, { avatarFileId })
    changeRoom(store, room.id, (state) => {
      const { avatarFileId: _, ...rest } = state.room
      return { ...state, room: avatarFileId === null ? rest : { ...rest, avatarFileId } }
    })
  }
  return (
    <PictureField
      owner={owner}
      face={<RoomMark room={room} />}
      has={room.avatarFileId !== undefined}
      save={save}
    />
  )
}
