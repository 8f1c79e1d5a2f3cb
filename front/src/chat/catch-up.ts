import type { JoinedRoom } from '@papo/contract'
import { LIMITS } from '@papo/contract/limits'
import type { Api } from '../api'
import { asChatError } from '../chat-error'
import { changeRoom, type ChatStore, removeRoom } from './chat.store'
import { reoffer, settlePersisted } from './outbox'
import type { Box } from './outbox.box'
import type { People } from './people'
import { adoptRoom, withReceived } from './rooms'
import type { Request } from './sync'
import { closeSpan, holeOf, restart, settle } from './timeline'

const RETRY_MS = 1_000
const RETRY_MAX_MS = 15_000
/** After leaving a room a late word about it is no reason to ask again and again. */
const MEET_AGAIN_MS = 5_000

type Deps = { store: ChatStore; api: Api; box: Box; people: People; request: Request }
export type CatchUp = ReturnType<typeof createCatchUp>

/** Makes rooms whole again: a sync fills a hole, a new page replaces what another epoch made doubtful. */
export function createCatchUp({ store, api, box, people, request }: Deps) {
  const waiting = new Map<string, ReturnType<typeof setTimeout>>()
  const running = new Set<string>()
  const metAt = new Map<string, number>()
  let listing: Promise<void> | null = null

  const roomOf = (roomId: string) => store.getState().rooms[roomId]
  const holeIn = (roomId: string) => {
    const room = roomOf(roomId)
    return room ? holeOf(room.timeline) : null
  }

  const syncRoom = async (roomId: string): Promise<void> => {
    const timeline = roomOf(roomId)?.timeline
    if (!timeline) return
    const { epoch, head: since } = timeline
    const answer = await request('room:sync', { roomId, epoch, since })
    if ('reset' in answer || answer.epoch !== epoch) return reload(roomId)
    const selfId = store.getState().self.id
    changeRoom(store, roomId, (r) => withReceived(r, settle(r.timeline, since, answer), selfId))
    box.change((outbox) => settlePersisted(outbox, roomId, answer))
  }

  /** The page is read before the summary: a summary must never be older than what the timeline starts from. */
  const reload = async (roomId: string): Promise<void> => {
    const held = roomOf(roomId)?.timeline.span
    const page = held ? await api.messages(roomId) : null
    const { room } = await api.room(roomId)
    if (!('head' in room)) return removeRoom(store, roomId)
    const { self } = store.getState()
    changeRoom(store, roomId, (r) => {
      const restarted = restart(page ? r.timeline : closeSpan(r.timeline), page ?? room)
      return withReceived({ ...r, room, load: page ? 'ready' : 'idle' }, restarted, self.id)
    })
    box.change((outbox) => settlePersisted(reoffer(outbox, roomId, room.epoch), roomId, room))
  }

  const heal = async (roomId: string): Promise<void> => {
    if (running.has(roomId)) return
    running.add(roomId)
    try {
      for (let tries = 0; holeIn(roomId) && store.getState().link.state === 'online'; tries++) {
        if (tries > 0) await pause(Math.min(RETRY_MAX_MS, RETRY_MS * 2 ** (tries - 1)))
        await healOnce(roomId)
      }
    } finally {
      running.delete(roomId)
    }
  }

  const healOnce = async (roomId: string): Promise<void> => {
    try {
      await (holeIn(roomId) === 'epoch' ? reload(roomId) : syncRoom(roomId))
    } catch (error) {
      const { code } = asChatError(error)
      if (code === 'not_found' || code === 'forbidden') removeRoom(store, roomId)
    }
  }

  /** A hole that live events leave often fills by itself: it is given a moment. */
  const healSoon = (roomId: string): void => {
    if (waiting.has(roomId) || running.has(roomId) || !holeIn(roomId)) return
    const start = () => {
      waiting.delete(roomId)
      void heal(roomId)
    }
    waiting.set(roomId, setTimeout(start, LIMITS.gapWaitMs))
  }

  const loadRooms = async (): Promise<void> => {
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
    people.learn(items.flatMap((room) => room.people ?? []))
    people.want(items.flatMap((room) => room.lastMessage?.senderId ?? []))
    for (const room of items) healSoon(room.id)
  }

  const listRooms = (): Promise<void> => {
    listing ??= loadRooms()
      .catch(() => store.setState(({ roomsLoad }) => (roomsLoad === 'ready' ? {} : { roomsLoad: 'failed' })))
      .finally(() => (listing = null))
    return listing
  }

  /** A room that nobody told us about is one that we were just let into. */
  const meet = (roomIds: readonly string[]): void => {
    const { rooms, roomsLoad } = store.getState()
    if (roomsLoad !== 'ready') return
    const now = Date.now()
    const strange = roomIds.filter((id) => !rooms[id] && now - (metAt.get(id) ?? 0) > MEET_AGAIN_MS)
    for (const id of strange) metAt.set(id, now)
    if (strange.length > 0) void listRooms()
  }

  return { heal, healSoon, listRooms, meet, stop: () => waiting.forEach((timer) => clearTimeout(timer)) }
}

const pause = (ms: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, ms * (0.5 + Math.random() / 2)))
