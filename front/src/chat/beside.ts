import type { ServerEventPayload } from '@papo/contract'
import type { Api } from '../api'
import { changeRoom, type ChatState, type ChatStore } from './chat.store'
import type { People } from './people'
import { openPins } from './pins'
import { hearReads, readsOf } from './receipts'

const STALE_TRIES = 3

export type Beside = ReturnType<typeof createBeside>

/** Brings what stands beside the messages of the open room: its pins, and how far the others have read. */
export function createBeside(store: ChatStore, api: Api, people: People) {
  let asked = ''
  let loadingPins = false

  /** @returns false where it could not be done */
  const loadPins = async (roomId: string): Promise<boolean> => {
    if (loadingPins) return true
    loadingPins = true
    const loaded = await findPins(roomId)
    loadingPins = false
    return loaded
  }

  const findPins = async (roomId: string): Promise<boolean> => {
    for (let tries = 0; tries < STALE_TRIES; tries++) {
      const page = await api.pins(roomId).catch(() => null)
      const room = store.getState().rooms[roomId]
      if (!page || !room) return false
      people.want(page.items.map(({ senderId }) => senderId))
      const pins = openPins(room.timeline, page)
      if (pins === 'stale') continue
      changeRoom(store, roomId, (r) => ({ ...r, pins }))
      return true
    }
    return false
  }

  const loadReads = async (roomId: string): Promise<void> => {
    const answer = await api.reads(roomId).catch(() => null)
    if (!answer) return
    people.want(answer.items.map(({ userId }) => userId))
    changeRoom(store, roomId, (r) => ({ ...r, reads: readsOf(answer) }))
  }

  const look = (state: ChatState, before: ChatState): void => {
    const { openRoomId: roomId, rooms, link, self } = state
    const room = roomId === null ? undefined : rooms[roomId]
    if (!roomId || room?.load !== 'ready' || link.state !== 'online') return
    // Also after each connection: what is told of reading may be lost.
    const wish = `${roomId} ${link.since} ${self.settings.readReceipts}`
    const anew = wish !== asked
    asked = wish
    if (anew) void loadReads(roomId)
    const stale = room.pins === null && before.rooms[roomId]?.pins !== null
    if (anew || stale) void loadPins(roomId)
  }

  return { start: () => store.subscribe(look), loadPins }
}
/** Someone in some rooms has read. */
export function hearReading(store: ChatStore, changes: ServerEventPayload<'read:changed'>): void {
  for (const roomId of new Set(changes.map((change) => change.roomId))) {
    const own = changes.filter((change) => change.roomId === roomId)
    const selfId = store.getState().self.id
    changeRoom(store, roomId, (r) => ({ ...r, reads: hearReads(r.reads, own, selfId) }))
  }
}
