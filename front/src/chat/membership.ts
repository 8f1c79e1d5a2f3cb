import type { JoinedRoom, RequestInput } from '@papo/contract'
import type { Api } from '../api'
import { goTo } from '../route'
import { type ChatStore, removeRoom } from './chat.store'
import type { RoomList } from './room-list'

export type Memberships = ReturnType<typeof createMemberships>

/** Getting into rooms and out of them. Each call throws ChatError. */
export function createMemberships(store: ChatStore, api: Api, roomList: RoomList) {
  const enter = (room: JoinedRoom): void => {
    roomList.enter(room)
    goTo({ name: 'room', roomId: room.id })
  }
  return {
    join: async (roomId: string) => enter((await api.joinRoom(roomId)).room),
    create: async (body: RequestInput<'createRoom'>) => enter((await api.createRoom(body)).room),
    /** Comes in by an invite link. */
    accept: async (code: string) => enter((await api.acceptInvite(code)).room),
    direct: async (userIds: string[]) => enter((await api.direct(userIds)).room),
    async leave(roomId: string): Promise<void> {
      await api.leaveRoom(roomId)
      removeRoom(store, roomId)
      goTo({ name: 'home' })
    },
  }
}
