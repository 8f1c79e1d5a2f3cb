import type { Kept } from '../offline/shelf'
import { peopleOf, roomsOf } from '../offline/kept'
import { meetAgain } from '../session/session.store'
import type { ChatState, ChatStore } from './chat.store'
import { recentRooms } from './last-room'
import type { RoomList } from './room-list'
import { closeSpan } from './timeline'

/** Messages of so many rooms are caught up on one by one; the others are loaded when they are opened. */
const HELD_MAX = 6

type Deps = { store: ChatStore; roomList: RoomList; kept: Kept }

/** Shows what this device remembers, until there is a server again. Returns what ends the waiting. */
export function openOffline({ store, roomList, kept }: Deps): () => void {
  store.setState({ rooms: roomsOf(kept), people: peopleOf(kept), roomsLoad: 'ready' })
  const stop = store.subscribe(({ link }) => {
    if (link.state !== 'online') return
    stop()
    // Before anything is caught up on: the server has just said where each room stands.
    store.setState(({ rooms, openRoomId, self }) => {
      const held = new Set([openRoomId, ...recentRooms(self.id).slice(0, HELD_MAX)])
      return { rooms: letGo(rooms, (roomId) => !held.has(roomId)) }
    })
    void roomList.load()
    void meetAgain().then(
      (self) => self.id === store.getState().self.id && store.setState({ self }),
      () => undefined,
    )
  })
  return stop
}

function letGo(rooms: ChatState['rooms'], which: (roomId: string) => boolean): ChatState['rooms'] {
  const changed = Object.entries(rooms).map(([id, room]) => {
    return [
      id,
      which(id) ? { ...room, timeline: closeSpan(room.timeline), load: 'idle' as const } : room,
    ] as const
  })
  return Object.fromEntries(changed)
}
