import { useEffect } from 'react'
import type { Chat } from '../chat/chat'
import { markOf } from '../chat/unread'
import { useChat } from '../chat/use-chat'
import { goTo } from '../route'
import { openSearch } from '../search/open'
import { inOrder, sectionsOf } from '../sidebar/sections'
import { isCovered } from '../ui/use-escape'
import { openOverlay } from './overlay'
import { type HeardShortcut, shortcutOf } from './shortcuts'

/** Listens for the app's own keys. Whatever lies over the page has the keys for itself. */
export function useShortcuts(): void {
  const chat = useChat()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const name = event.isComposing || isCovered() ? null : shortcutOf(event)
      if (name === null) return
      if (name !== 'read') {
        event.preventDefault()
        return run(chat, name)
      }
      // Esc belongs to whatever it closes; only if nobody took it, it means the room.
      setTimeout(() => !event.defaultPrevented && run(chat, 'read'))
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [chat])
}

function run(chat: Chat, name: HeardShortcut): void {
  switch (name) {
    case 'switcher':
    case 'help':
      return openOverlay(name)
    case 'search':
      return openSearch()
    case 'previousRoom':
    case 'nextRoom':
      return step(chat, name === 'nextRoom' ? 1 : -1, false)
    case 'previousUnread':
    case 'nextUnread':
      return step(chat, name === 'nextUnread' ? 1 : -1, true)
    case 'read': {
      const { openRoomId } = chat.store.getState()
      if (openRoomId !== null) chat.read.sawAll(openRoomId)
    }
  }
}

/** To the next room of the list in this direction, around its end. */
function step({ store }: Chat, by: 1 | -1, unread: boolean): void {
  const { rooms, openRoomId } = store.getState()
  const all = inOrder(sectionsOf(Object.values(rooms).map((r) => r.room)))
  const here = all.findIndex((room) => room.id === openRoomId)
  const start = here === -1 && by === -1 ? 0 : here
  for (let n = 1; n <= all.length; n++) {
    const room = all[(start + by * n + all.length * 2) % all.length]
    if (!room || room.id === openRoomId) continue
    const { bold, badge } = markOf(room)
    if (!unread || bold || badge > 0) return goTo({ name: 'room', roomId: room.id })
  }
}
