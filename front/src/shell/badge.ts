import { useEffect } from 'react'
import { roomName } from '../chat/names'
import { totalOf } from '../chat/unread'
import { useChatState } from '../chat/use-chat'

type Total = ReturnType<typeof totalOf>

/** The tab's title: a count of what is meant for oneself, or a dot for anything unread. */
export function titleOf({ badge, unread }: Total, room: string | null): string {
  const mark = badge > 0 ? `(${badge}) ` : unread ? '• ' : ''
  return `${mark}${room === null ? '' : `${room} – `}Papo`
}

/** What is new shows in the title, on the tab's icon, and on the icon of an installed app. */
export function useBadge(): void {
  const mark = useChatState(({ rooms }) => {
    const { badge, unread } = totalOf(Object.values(rooms).map((r) => r.room))
    return badge > 0 ? badge : unread ? 'dot' : ''
  })
  const title = useChatState(({ rooms, openRoomId }) => {
    const open = openRoomId ? rooms[openRoomId] : undefined
    const total = totalOf(Object.values(rooms).map((r) => r.room))
    return titleOf(total, open ? roomName(open.room) : null)
  })
  useEffect(() => {
    document.title = title
  }, [title])
  useEffect(() => {
    markAppIcon(mark)
    void drawFavicon(mark)
  }, [mark])
  useEffect(
    () => () => {
      document.title = 'Papo'
      markAppIcon('')
      void drawFavicon('')
    },
    [],
  )
}

type Mark = number | 'dot' | ''
let drawn: Mark = ''

/** Loads what draws only once there is something to draw. */
async function drawFavicon(mark: Mark): Promise<void> {
  if (mark === drawn) return
  drawn = mark
  const { faviconWith } = await import('./favicon')
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  if (link && drawn === mark) link.href = faviconWith(mark)
}

function markAppIcon(mark: Mark): void {
  const done =
    mark === '' ? navigator.clearAppBadge?.() : navigator.setAppBadge?.(mark === 'dot' ? undefined : mark)
  done?.catch(() => undefined)
}
