import type { ContactState, JoinedRoom, Presence, Self, User } from '@papo/contract'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Params, TextKey } from '../i18n/translate'
import type { Outbox } from './outbox'
import type { Pins } from './pins'
import type { Reads } from './receipts'
import { startTimeline, type Timeline } from './timeline'

type Loading = 'idle' | 'loading' | 'ready' | 'failed'

export type RoomState = {
  readonly room: JoinedRoom
  readonly timeline: Timeline
  /** Whether its messages are on the screen, on their way, or refused. */
  readonly load: Loading
  readonly loadingMore: 'older' | 'newer' | null
  /** The unread line stands after this seq; frozen while the room is being looked at. */
  readonly dividerAfter: number | null
  /** Marked as unread by hand: what is on the screen does not count as read until the room is opened anew. */
  readonly keptUnread: boolean
  /** Null: not loaded, or no longer sure. */
  readonly pins: Pins | null
  readonly reads: Reads
}
export type Link = { readonly state: 'connecting' | 'online' | 'lost'; readonly since: number }
export type Notice = { readonly id: number; readonly text: TextKey; readonly params?: Params }

export type ChatState = {
  readonly self: Self
  readonly link: Link
  /** The instance that this tab's socket is on, or was. */
  readonly instanceId: string | null
  readonly roomsLoad: Loading
  readonly rooms: Readonly<Record<string, RoomState>>
  readonly people: Readonly<Record<string, User>>
  readonly presence: Readonly<Record<string, Presence>>
  /** Who types in which room, and until when that holds (milliseconds since 1970). */
  readonly typing: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly outbox: Outbox
  /** Unfinished text by room, or by room and thread (`draftKey`). */
  readonly drafts: Readonly<Record<string, string>>
  readonly openRoomId: string | null
  /** Chosen in this browser: one appears as away, also while typing. */
  readonly away: boolean
  /** The people whom one blocks. */
  readonly blocked: readonly string[]
  /** How many ask to be a contact. */
  readonly contactRequests: number
  /** Another one whenever a contact or a request changed: about whom, if that is known. */
  readonly contactNews: ContactNews
  /** Unsent messages of other accounts on this device. */
  readonly othersUnsent: number
  readonly notice: Notice | null
}
export type ContactNews = { readonly userId?: string; readonly state?: ContactState }
export type ChatStore = StoreApi<ChatState>

export function createChatStore(self: Self): ChatStore {
  return createStore<ChatState>(() => ({
    self,
    link: { state: 'connecting', since: Date.now() },
    instanceId: null,
    roomsLoad: 'loading',
    rooms: {},
    people: { [self.id]: self },
    presence: {},
    typing: {},
    outbox: [],
    drafts: {},
    openRoomId: null,
    away: false,
    blocked: [],
    contactRequests: 0,
    contactNews: {},
    othersUnsent: 0,
    notice: null,
  }))
}

export function roomState(room: JoinedRoom): RoomState {
  return {
    room,
    timeline: startTimeline(room),
    load: 'idle',
    loadingMore: null,
    dividerAfter: null,
    keptUnread: false,
    pins: null,
    reads: {},
  }
}

/** Changes one room; a room that is gone stays gone. */
export function changeRoom(store: ChatStore, roomId: string, how: (room: RoomState) => RoomState): void {
  store.setState((state) => {
    const before = state.rooms[roomId]
    if (!before) return state
    const after = how(before)
    return after === before ? state : { rooms: { ...state.rooms, [roomId]: after } }
  })
}

export function removeRoom(store: ChatStore, roomId: string): void {
  store.setState((state) => {
    const { [roomId]: gone, ...rest } = state.rooms
    return gone ? { rooms: rest } : state
  })
}

let notices = 0

/** Says something in passing, which disappears by itself. */
export function notify(store: ChatStore, text: TextKey, params?: Params): void {
  store.setState({ notice: { id: ++notices, text, ...(params && { params }) } })
}
