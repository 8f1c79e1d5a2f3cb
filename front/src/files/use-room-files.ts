import type { RoomEvent } from '@papo/contract'
import { useCallback, useEffect, useState } from 'react'
import { useChat } from '../chat/use-chat'
import { usePages } from '../ui/use-pages'
import { type FilesKind, listFiles, type RoomFile } from './files.api'
import { follow } from './room-files'
import { useRoomEvents } from './use-room-events'

/** A room's files of a kind, the latest first, as they come and go. */
export function useRoomFiles(roomId: string, kind: FilesKind) {
  const { people } = useChat()
  const [version, setVersion] = useState(0)
  const fetchPage = useCallback((cursor?: string) => listFiles(roomId, kind, cursor), [roomId, kind])
  const pages = usePages<RoomFile>(fetchPage, version)
  const { items } = pages
  useEffect(() => people.want((items ?? []).map(({ senderId }) => senderId)), [people, items])
  useRoomEvents(roomId, (events: readonly RoomEvent[] | null) => {
    if (events === null || items === null) setVersion((before) => before + 1)
    else if (follow(items, events, kind) !== items) pages.change((now) => follow(now, events, kind))
  })
  return pages
}
