import { LIMITS } from '@papo/contract/limits'
import type { Api } from '../api'
import { asChatError } from '../chat-error'
import { changeRoom, type ChatStore, removeRoom } from './chat.store'
import { reoffer, settlePersisted } from './outbox'
import type { Box } from './outbox.box'
import { withReceived } from './rooms'
import { pause } from './pause'
import type { Request } from './sync'
import { closeSpan, holeOf, restart, settle } from './timeline'

const RETRY_MS = 1_000
const RETRY_MAX_MS = 15_000

type Deps = { store: ChatStore; api: Api; box: Box; request: Request }
export type CatchUp = ReturnType<typeof createCatchUp>

/** Makes rooms whole again: a sync fills a hole, a new page replaces what another epoch made doubtful. */
export function createCatchUp({ store, api, box, request }: Deps) {
  const waiting = new Map<string, ReturnType<typeof setTimeout>>()
  const running = new Set<string>()

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
    box.change((outbox) => settlePersisted(reoffer(outbox, roomId, room), roomId, room))
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

  return { heal, healSoon, stop: () => waiting.forEach((timer) => clearTimeout(timer)) }
}
