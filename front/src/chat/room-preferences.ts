import type { JoinedRoom, RoomPreferences } from '@papo/contract'
import type { Api } from '../api'
import { asChatError } from '../chat-error'
import { changeRoom, type ChatStore, notify } from './chat.store'

type Standing = Pick<JoinedRoom, 'role' | 'mutedUntil' | 'preferences'> & { roomId: string }
export type Preferences = ReturnType<typeof createPreferences>

/** What one chose for single rooms: shown at once, taken back if the server refuses. */
export function createPreferences(store: ChatStore, api: Api) {
  const put = (roomId: string, preferences: RoomPreferences): void =>
    changeRoom(store, roomId, (r) => ({ ...r, room: { ...r.room, preferences } }))

  return {
    /** Another tab or device chose. */
    heard: put,
    /** How one stands in a room after a time without a connection. */
    resume({ roomId, role, mutedUntil, preferences }: Standing): void {
      changeRoom(store, roomId, (r) => {
        const { mutedUntil: _, ...room } = r.room
        return { ...r, room: { ...room, role, preferences, ...(mutedUntil ? { mutedUntil } : {}) } }
      })
    },
    async set(roomId: string, changes: Partial<RoomPreferences>): Promise<void> {
      const before = store.getState().rooms[roomId]?.room.preferences
      if (!before) return
      put(roomId, { ...before, ...changes })
      try {
        put(roomId, (await api.updatePreferences(roomId, changes)).preferences)
      } catch (error) {
        put(roomId, before)
        notify(store, `error.${asChatError(error).code}`)
      }
    },
  }
}
