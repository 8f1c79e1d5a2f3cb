import type { Api } from '../api'
import { asChatError } from '../chat-error'
import { changeRoom, type ChatStore, removeRoom, type RoomState } from './chat.store'
import { rememberRoom } from './last-room'
import { pause } from './pause'
import type { People } from './people'
import { holds, type Page } from './span'
import { addPage, closeSpan, openPage, trimTimeline } from './timeline'

/** Messages of so many rooms are kept for coming back to at once. */
const HELD_ROOMS_MAX = 8
/** More unread than this do not fit on the latest page: it opens at the first of them instead. */
const LATEST_PAGE_UNREAD_MAX = 40
const STALE_TRIES = 5
const STALE_PAUSE_MS = 300
const MORE = 100
/** More messages than this of one room are a burden; those farthest from what is looked at go first. */
const HELD_MESSAGES_MAX = 2_500
const HELD_MESSAGES_KEPT = 1_500

export type Conversation = ReturnType<typeof createConversation>

/** Opens rooms and brings their history. */
export function createConversation(store: ChatStore, api: Api, people: People) {
  const held: string[] = []
  const roomOf = (roomId: string) => store.getState().rooms[roomId]
  const set = (roomId: string, changes: Partial<RoomState>) =>
    changeRoom(store, roomId, (r) => ({ ...r, ...changes }))

  const learnFrom = (page: Page) =>
    people.want(
      page.messages.flatMap((m) => [
        m.senderId,
        ...m.reactions.flatMap((r) => r.userIds),
        ...(m.thread?.userIds ?? []),
      ]),
    )

  const load = async (roomId: string, around?: number): Promise<void> => {
    if (roomOf(roomId)?.load === 'loading') return
    set(roomId, { load: 'loading' })
    try {
      for (let tries = 0; tries < STALE_TRIES; tries++) {
        if (tries > 0) await pause(STALE_PAUSE_MS * tries)
        const page = await api.messages(roomId, around === undefined ? {} : { around })
        learnFrom(page)
        if (show(roomId, page)) return
      }
      set(roomId, { load: 'failed' })
    } catch (error) {
      const { code } = asChatError(error)
      if (code === 'not_found' || code === 'forbidden') removeRoom(store, roomId)
      else set(roomId, { load: 'failed' })
    }
  }

  /** False: the page is older than what is known of the room, so another must be asked for. */
  const show = (roomId: string, page: Page): boolean => {
    const room = roomOf(roomId)
    if (!room) return true
    const timeline = openPage(room.timeline, page)
    if (timeline !== 'stale') {
      set(roomId, { timeline, load: 'ready', loadingMore: null })
      return true
    }
    // Whichever of the two is behind, the catch-up settles it before the next try.
    changeRoom(store, roomId, (r) => ({
      ...r,
      timeline: { ...r.timeline, laterEpoch: Math.max(r.timeline.laterEpoch, page.epoch) },
    }))
    return false
  }

  /** At its first unread message, if they are many; or around the one that an address names. */
  const open = (roomId: string, seq?: number): void => {
    store.setState({ openRoomId: roomId })
    const room = roomOf(roomId)
    if (!room) return
    rememberRoom(store.getState().self.id, roomId)
    const { unread, readSeq } = room.room
    set(roomId, { dividerAfter: unread > 0 ? readSeq : null, keptUnread: false })
    hold(roomId)
    const { span } = room.timeline
    if (room.load === 'loading') return
    if (span && room.load === 'ready' && (seq === undefined ? !span.hasAfter : holds(span, seq))) return
    changeRoom(store, roomId, (r) => ({ ...r, timeline: closeSpan(r.timeline) }))
    void load(roomId, seq ?? (unread > LATEST_PAGE_UNREAD_MAX ? Math.max(1, readSeq) : undefined))
  }

  const hold = (roomId: string): void => {
    const others = held.filter((id) => id !== roomId)
    held.splice(0, held.length, roomId, ...others)
    for (const id of held.splice(HELD_ROOMS_MAX))
      changeRoom(store, id, (r) => ({ ...r, timeline: closeSpan(r.timeline), load: 'idle' }))
  }

  const loadMore = async (roomId: string, side: 'older' | 'newer'): Promise<void> => {
    const room = roomOf(roomId)
    const span = room?.timeline.span
    if (!span || room.loadingMore || !(side === 'older' ? span.hasBefore : span.hasAfter)) return
    const edge = edgeOf(room, side)
    if (edge === undefined) return
    set(roomId, { loadingMore: side })
    try {
      const page = await api.messages(roomId, {
        ...(side === 'older' ? { before: edge } : { after: edge }),
        limit: MORE,
      })
      learnFrom(page)
      // Another page may have taken the place of the one that this was asked for.
      const now = roomOf(roomId)
      const added = now && edgeOf(now, side) === edge ? addPage(now.timeline, page) : 'stale'
      set(roomId, added === 'stale' ? { loadingMore: null } : { timeline: added, loadingMore: null })
    } catch {
      set(roomId, { loadingMore: null })
    }
  }

  return {
    open,
    close: () => store.setState({ openRoomId: null }),
    reload: (roomId: string) => load(roomId),
    showAround: (roomId: string, seq: number) => load(roomId, seq),
    loadMore,
    /** Lets go of messages far from this one (its seq is asked for only then), if there are too many. */
    trim(roomId: string, around: () => number): void {
      const { length = 0 } = roomOf(roomId)?.timeline.span?.entries ?? []
      if (length <= HELD_MESSAGES_MAX) return
      changeRoom(store, roomId, (r) => ({
        ...r,
        timeline: trimTimeline(r.timeline, around(), HELD_MESSAGES_KEPT),
      }))
    },
    /** Shows the end of the room, loading it if what is held does not reach it. */
    async toLatest(roomId: string): Promise<void> {
      if (roomOf(roomId)?.timeline.span?.hasAfter) await load(roomId)
    },
    /** Looking away: what comes from now on is new when one looks again. */
    lookAway(roomId: string): void {
      changeRoom(store, roomId, (r) => (r.room.unread > 0 ? r : { ...r, dividerAfter: r.room.head }))
    },
  }
}

function edgeOf({ timeline }: RoomState, side: 'older' | 'newer'): number | undefined {
  return timeline.span?.entries.at(side === 'older' ? 0 : -1)?.message.seq
}
