import type { Message, UserChange } from '@papo/contract'
import { asChatError } from '../chat-error'
import { changeRoom, type ChatStore } from './chat.store'
import { pause } from './pause'
import type { Rooms } from './rooms'
import { readAt, readUpTo } from './summary'
import type { Request } from './sync'

/** While one's own reading is on its way, an older echo of it must not bring the unread back. */
const ECHO_MS = 3_000
/** A message is drawn before the server is told that it was read, and those that come meanwhile are told of with it. */
const TELL_AFTER_MS = 300

type Wish = { readonly seq: number; readonly unread?: true }
export type ReadCursor = ReturnType<typeof createReadCursor>

export function createReadCursor(store: ChatStore, request: Request) {
  const lastSetAt = new Map<string, number>()
  const wanted = new Map<string, Wish>()
  const sending = new Set<string>()

  /** False: it was not told, and may still be. */
  const tell = (roomId: string, wish: Wish): Promise<boolean> =>
    request('read:set', { roomId, ...wish }).then(
      () => true,
      (error: unknown) => !asChatError(error).reply.retryable,
    )

  const send = async (roomId: string): Promise<void> => {
    if (sending.has(roomId)) return
    sending.add(roomId)
    while (wanted.has(roomId)) {
      await pause(TELL_AFTER_MS)
      const wish = wanted.get(roomId)
      if (!wish) break
      const told = await tell(roomId, wish)
      lastSetAt.set(roomId, Date.now())
      if (!told) break
      if (wanted.get(roomId) === wish) wanted.delete(roomId)
    }
    sending.delete(roomId)
  }

  /** Told to the server one at a time and a little later, the latest wins. */
  const want = (roomId: string, wish: Wish): void => {
    lastSetAt.set(roomId, Date.now())
    wanted.set(roomId, wish)
    void send(roomId)
  }

  /** The message was seen. */
  const saw = (roomId: string, { seq, ordinal }: Message): void => {
    const room = store.getState().rooms[roomId]?.room
    if (!room || seq <= room.readSeq) return
    changeRoom(store, roomId, (r) => ({ ...r, room: readUpTo(r.room, seq, ordinal) }))
    want(roomId, { seq })
  }

  /** The room whose end someone is looking at. */
  let attended: string | null = null

  return {
    saw,
    attend: (roomId: string | null): void => void (attended = roomId),
    /** What comes there is read as it comes, and never counts as new. */
    seenIn(rooms: Rooms): Rooms {
      const state = attended === null ? undefined : rooms[attended]
      const last = state?.timeline.span?.hasAfter === false && state.timeline.span.entries.at(-1)?.message
      if (!last || last.seq <= state.room.readSeq) return rooms
      want(last.roomId, { seq: last.seq })
      return { ...rooms, [last.roomId]: { ...state, room: readUpTo(state.room, last.seq, last.ordinal) } }
    },
    /** This message and all after it count as new, until the room is opened anew. */
    markUnread(roomId: string, { seq, ordinal }: Message): void {
      const readSeq = seq - 1
      changeRoom(store, roomId, (r) => ({
        ...r,
        room: readAt(r.room, readSeq, ordinal - 1),
        dividerAfter: readSeq,
        keptUnread: true,
      }))
      want(roomId, { seq: readSeq, unread: true })
    },
    /** All of the room is read, without looking at it. */
    sawAll(roomId: string): void {
      const last = store.getState().rooms[roomId]?.room.lastMessage
      if (last) saw(roomId, last)
      changeRoom(store, roomId, (r) => ({ ...r, dividerAfter: null, keptUnread: false }))
    },
    /** What was read without a connection is told now. */
    resume: (): void => [...wanted.keys()].forEach((roomId) => void send(roomId)),
    /** Another tab or device read, or the echo of this one. */
    heard({ roomId, readSeq, readOrdinal }: Extract<UserChange, { type: 'read' }>): void {
      const recent = Date.now() - (lastSetAt.get(roomId) ?? 0) < ECHO_MS
      const move = recent ? readUpTo : readAt
      changeRoom(store, roomId, (r) => {
        const room = move(r.room, readSeq, readOrdinal)
        return room === r.room ? r : { ...r, room }
      })
    },
  }
}
