import type { JoinedRoom, RoomHead } from '@papo/contract'
import type { Api } from '../api'
import { changeRoom, type ChatStore, type RoomState } from './chat.store'
import type { People } from './people'
import { adoptRoom } from './rooms'
import { hear } from './timeline'

/** After leaving a room a late word about it is no reason to ask again and again. */
const ASK_AGAIN_MS = 5_000

type Position = Pick<RoomHead, 'epoch' | 'head'>
type Deps = { store: ChatStore; api: Api; people: People; onHole: (roomId: string) => void }
export type RoomList = ReturnType<typeof createRoomList>

/**
 * The rooms that one is in. A list may be older than what the socket already said: so where a room stands is
 * remembered also while the room is unknown, and held against the list when it comes.
 */
export function createRoomList({ store, api, people, onHole }: Deps) {
  const strangers = new Map<string, Position>()
  const askedAt = new Map<string, number>()
  let loading: Promise<void> | null = null

  const hearOf = (roomId: string, head: Position): void => {
    if (store.getState().rooms[roomId]) return changeRoom(store, roomId, (r) => heard(r, head))
    const before = strangers.get(roomId)
    if (!before || isLater(head, before)) strangers.set(roomId, { epoch: head.epoch, head: head.head })
  }

  /** Takes rooms as the server just described them. */
  const admit = (rooms: readonly JoinedRoom[]): void => {
    people.learn(rooms.flatMap((room) => room.people ?? []))
    people.want(rooms.flatMap((room) => room.lastMessage?.senderId ?? []))
    for (const room of rooms) {
      const told = strangers.get(room.id)
      strangers.delete(room.id)
      if (told) changeRoom(store, room.id, (r) => heard(r, told))
      onHole(room.id)
    }
  }

  const enter = (room: JoinedRoom): void => {
    store.setState(({ rooms, self }) => ({
      rooms: { ...rooms, [room.id]: adoptRoom(rooms[room.id], room, self.id) },
    }))
    admit([room])
  }

  const loadAll = async (): Promise<void> => {
    const asked = [...strangers.keys()]
    for (const id of asked) askedAt.set(id, Date.now())
    const items: JoinedRoom[] = []
    let cursor: string | undefined
    do {
      const page = await api.joinedRooms(cursor)
      items.push(...page.items)
      cursor = page.nextCursor
    } while (cursor)
    store.setState(({ rooms, self }) => ({
      rooms: Object.fromEntries(items.map((room) => [room.id, adoptRoom(rooms[room.id], room, self.id)])),
      roomsLoad: 'ready',
    }))
    admit(items)
    for (const id of asked) strangers.delete(id)
  }

  const load = (): Promise<void> => {
    loading ??= loadAll()
      .catch(() => store.setState(({ roomsLoad }) => (roomsLoad === 'ready' ? {} : { roomsLoad: 'failed' })))
      .finally(() => {
        loading = null
        meet()
      })
    return loading
  }

  /** A room that is not on the list is one that we were just let into. */
  const meet = (): void => {
    if (loading || store.getState().roomsLoad !== 'ready') return
    const now = Date.now()
    const isNew = (id: string) => now - (askedAt.get(id) ?? 0) > ASK_AGAIN_MS
    if ([...strangers.keys()].some(isNew)) void load()
  }

  return { load, enter, hearOf, meet }
}

function heard(room: RoomState, head: Position): RoomState {
  const timeline = hear(room.timeline, head)
  return timeline === room.timeline ? room : { ...room, timeline }
}

function isLater(a: Position, b: Position): boolean {
  return a.epoch > b.epoch || (a.epoch === b.epoch && a.head > b.head)
}
