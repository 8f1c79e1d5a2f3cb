import type { ChatState, ChatStore, RoomState } from '../chat/chat.store'
import { session, SIGNED_IN_KEY } from '../session/session.store'
import { readStored } from '../stored'
import { listOf, pageOf } from './kept'
import { clearShelf, keep, type KeptPage } from './shelf'

/** Nothing is written while things still move. */
const CALM_MS = 3_000

/** Keeps on this device what is seen, a little later. Returns what ends it. */
export function startKeeping(store: ChatStore): () => void {
  const userId = store.getState().self.id
  let before: Pick<ChatState, 'self' | 'rooms' | 'people'> = { ...store.getState(), rooms: {} }
  let timer: ReturnType<typeof setTimeout> | undefined

  const write = async (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    const now = store.getState()
    // Whoever has logged out leaves nothing behind, not even what was about to be written.
    const { phase, ...who } = session.getState()
    if (phase !== 'in' || !('self' in who) || who.self.id !== userId || now.roomsLoad !== 'ready') return
    const { rooms } = before
    before = now
    await keep(userId, { list: listOf(now), pages: changed(rooms, now.rooms) }).catch(() => undefined)
    // Another tab may have logged out, and cleared all, while this was on its way.
    const signedIn = readStored(SIGNED_IN_KEY)
    if (signedIn !== userId) await clearShelf(signedIn ?? undefined).catch(() => undefined)
  }

  const soon = () => (timer ??= setTimeout(() => void write(), CALM_MS))
  const onHide = () => document.visibilityState === 'hidden' && timer !== undefined && void write()
  const unsubscribe = store.subscribe(({ rooms, people, self }) => {
    if (rooms !== before.rooms || people !== before.people || self !== before.self) soon()
  })
  document.addEventListener('visibilitychange', onHide)
  soon()
  return () => {
    clearTimeout(timer)
    unsubscribe()
    document.removeEventListener('visibilitychange', onHide)
  }
}

function changed(before: ChatState['rooms'], now: ChatState['rooms']): KeptPage[] {
  const news = (room: RoomState) => before[room.room.id]?.timeline.span !== room.timeline.span
  return Object.values(now).flatMap((room) => (news(room) ? (pageOf(room) ?? []) : []))
}
