import { createStore } from 'zustand/vanilla'
import { api } from '../api'
import { asChatError } from '../chat-error'
import type { Chat } from '../chat/chat'
import { addToThread, followThread, openThread, type Thread, type ThreadPage } from '../chat/thread'

const STALE_TRIES = 4
const STALE_WAIT_MS = 400

type ThreadState = {
  readonly thread: Thread | null
  readonly load: 'loading' | 'ready' | 'failed' | 'missing'
  readonly loadingOlder: boolean
}
export type ThreadSource = ReturnType<typeof createThreadSource>

/** The thread that is open: loads it, and carries it on with the room's timeline. */
export function createThreadSource({ store: chat, people }: Chat, roomId: string, root: number) {
  const store = createStore<ThreadState>(() => ({ thread: null, load: 'loading', loadingOlder: false }))
  let loading = false
  const timeline = () => chat.getState().rooms[roomId]?.timeline

  const ask = async (before?: number): Promise<ThreadPage | null> => {
    const page = await api.thread(roomId, root, before === undefined ? {} : { before })
    if (!page.root) return null
    people.want([page.root, ...page.messages].flatMap((m) => [m.senderId, ...(m.thread?.userIds ?? [])]))
    return { ...page, root: page.root }
  }

  /** Whichever of the page and the room is behind, the room's catch-up settles it meanwhile. */
  const open = async (): Promise<ThreadState['load']> => {
    for (let tries = 0; tries < STALE_TRIES; tries++) {
      if (tries > 0) await new Promise((resolve) => setTimeout(resolve, STALE_WAIT_MS * tries))
      const page = await ask()
      const room = timeline()
      if (!page || !room) return 'missing'
      const thread = openThread(room, page)
      if (thread === 'stale') continue
      store.setState({ thread })
      return 'ready'
    }
    return 'failed'
  }

  const load = async (): Promise<void> => {
    if (loading) return
    loading = true
    store.setState({ load: 'loading' })
    const result = await open().catch((error: unknown) =>
      asChatError(error).code === 'not_found' ? 'missing' : 'failed',
    )
    store.setState({ load: result })
    loading = false
  }

  const older = async (): Promise<void> => {
    const { thread, loadingOlder } = store.getState()
    const [first] = thread?.replies.entries ?? []
    if (!thread?.replies.hasBefore || !first || loadingOlder) return
    store.setState({ loadingOlder: true })
    const page = await ask(first.message.seq).catch(() => null)
    const [now, room] = [store.getState().thread, timeline()]
    // The thread may have been loaded anew meanwhile.
    const fits = now?.replies.entries[0]?.message.seq === first.message.seq
    const added = page && room && now && fits ? addToThread(now, room, page) : 'stale'
    store.setState({ loadingOlder: false, ...(added !== 'stale' && { thread: added }) })
  }

  const follow = (): void => {
    const { thread } = store.getState()
    const room = timeline()
    if (!thread || !room) return
    const followed = followThread(thread, room)
    if (followed === 'stale') void load()
    else if (followed !== thread) store.setState({ thread: followed })
  }

  return {
    store,
    load,
    older,
    start: () => {
      void load()
      return chat.subscribe((now, before) => {
        if (now.rooms[roomId]?.timeline !== before.rooms[roomId]?.timeline) follow()
      })
    },
  }
}
