import type { Presence } from '@papo/contract'
import { readStored, writeStored } from '../stored'
import type { ChatState, ChatStore } from './chat.store'
import type { OwnSettings } from './own-settings'
import type { Hint } from './sync'

export type Chosen = Exclude<Presence, 'offline'>
export type OwnPresence = ReturnType<typeof createOwnPresence>

const awayKey = (userId: string) => `papo:away:${userId}`

/** As one appears to the others. */
export function ownPresence({ self, away, link }: Pick<ChatState, 'self' | 'away' | 'link'>): Presence {
  if (link.state !== 'online') return 'offline'
  if (self.settings.dnd) return 'dnd'
  return away ? 'idle' : 'online'
}

type Deps = { store: ChatStore; settings: OwnSettings; hint: Hint }

/**
 * Whether one is there. Do-not-disturb belongs to the person and is kept by the server; away belongs to this
 * browser, in all of its tabs; a tab that nobody touches is away by itself.
 */
export function createOwnPresence({ store, settings, hint }: Deps) {
  const key = awayKey(store.getState().self.id)
  let untouched = false
  const own = () => ownPresence({ ...store.getState(), link: { state: 'online', since: 0 } })
  const state = () => (own() === 'online' && untouched ? 'idle' : own())

  const say = (): void => {
    const now = state()
    if (now !== 'offline') hint('presence:set', { state: now })
  }

  return {
    async choose(chosen: Chosen): Promise<void> {
      const away = chosen === 'idle'
      writeStored(key, away ? '1' : null)
      store.setState({ away })
      const dnd = chosen === 'dnd'
      if (store.getState().self.settings.dnd !== dnd) await settings.set({ dnd })
      // Only this ends do-not-disturb on the server; being away is told after it.
      if (state() !== 'dnd') hint('presence:set', { state: 'online' })
      if (state() !== 'online') say()
    },
    /** Nobody touched this tab for a while, or somebody does again. */
    touched(now: boolean): void {
      if (untouched === !now) return
      untouched = !now
      if (own() === 'online') say()
    },
    /** A new socket counts as online until it says something else. */
    greet(): void {
      if (state() !== 'online') say()
    },
    /** False if the event is about something else. */
    takeFromOtherTab(event: StorageEvent): boolean {
      if (event.key !== key) return false
      store.setState({ away: event.newValue !== null })
      say()
      return true
    },
    load: (): void => store.setState({ away: readStored(key) !== null }),
  }
}
