import type { ChatState, ChatStore } from './chat.store'

export type Drafts = ReturnType<typeof createDrafts>
/** A room, or a thread within it. */
export type Place = { readonly roomId: string; readonly threadOf?: number | undefined }

const PREFIX = 'papo:draft:'
/** Whoever typed here this short a while ago is typing still: nothing from elsewhere takes its place. */
const TYPING_MS = 2_000

export function draftKey({ roomId, threadOf }: Place): string {
  return threadOf === undefined ? roomId : `${roomId}:${threadOf}`
}

/** Unfinished text per room and thread, kept through reloads, the same in all tabs. */
export function createDrafts(store: ChatStore, storage: Storage) {
  const prefix = `${PREFIX}${store.getState().self.id}:`
  const typedAt = new Map<string, number>()
  const set = (key: string, text: string): void =>
    store.setState(({ drafts: { [key]: _, ...others } }) => ({
      drafts: text === '' ? others : { ...others, [key]: text },
    }))

  store.setState({ drafts: stored(storage, prefix) })

  return {
    read: (roomId: string): string => store.getState().drafts[roomId] ?? '',
    write(place: Place, text: string): void {
      const key = draftKey(place)
      typedAt.set(key, Date.now())
      set(key, text)
      try {
        if (text === '') storage.removeItem(prefix + key)
        else storage.setItem(prefix + key, text)
      } catch {
        // A full storage: the draft lasts as long as the page.
      }
    },
    /** Whoever logs out leaves no text of theirs on the device. */
    clear(): void {
      for (const key of keysOf(storage, prefix)) storage.removeItem(key)
      store.setState({ drafts: {} })
    },
    /** What another tab wrote; false if the event is not about drafts. */
    takeFromOtherTab(event: StorageEvent): boolean {
      if (!event.key?.startsWith(prefix)) return false
      const key = event.key.slice(prefix.length)
      if (Date.now() - (typedAt.get(key) ?? 0) > TYPING_MS) set(key, event.newValue ?? '')
      return true
    },
  }
}

function stored(storage: Storage, prefix: string): ChatState['drafts'] {
  const own = keysOf(storage, prefix)
  return Object.fromEntries(own.map((key) => [key.slice(prefix.length), storage.getItem(key) ?? '']))
}

function keysOf(storage: Storage, prefix: string): string[] {
  const keys = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '')
  return keys.filter((key) => key.startsWith(prefix))
}

const roomsOf = new WeakMap<ChatState['drafts'], ReadonlySet<string>>()

/** The rooms in which something is written but not sent; the same set until a draft changes. */
export function draftRooms({ drafts }: Pick<ChatState, 'drafts'>): ReadonlySet<string> {
  const known = roomsOf.get(drafts)
  if (known) return known
  const written = Object.entries(drafts).filter(([, text]) => text.trim() !== '')
  const rooms = new Set(written.map(([key]) => key.split(':')[0] ?? key))
  roomsOf.set(drafts, rooms)
  return rooms
}
