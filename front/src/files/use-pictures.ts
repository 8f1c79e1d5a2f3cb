import { useMemo, useState } from 'react'
import type { Entry } from '../chat/span'
import { useChatState } from '../chat/use-chat'
import { isPicture } from './kind'
import { useRoomEvents } from './use-room-events'
import type { Open, Shown } from './viewer.store'

/** What one can go on to: the room's pictures as they are loaded, or those of a list; without those that are gone. */
export function usePictures({ first, among, ofRoom }: Open): readonly Shown[] {
  const entries = useChatState(({ rooms }) => rooms[first.roomId]?.timeline.span?.entries)
  const blocked = useChatState((s) => s.blocked)
  const [gone, setGone] = useState<ReadonlySet<number>>(new Set())
  useRoomEvents(first.roomId, (events) => {
    const deleted = (events ?? []).flatMap((e) => (e.type === 'message.deleted' ? e.data.target : []))
    if (deleted.length > 0) setGone((before) => new Set([...before, ...deleted]))
  })
  // A thread or the pins may show what the room has not loaded.
  const [follows] = useState(() => ofRoom && picturesIn(entries).some((one) => isSame(one, first)))
  return useMemo(() => {
    const folded = blocked.filter((id) => id !== first.senderId)
    const all = follows ? picturesIn(entries).filter(({ senderId }) => !folded.includes(senderId)) : among
    return all.filter(({ seq }) => !gone.has(seq))
  }, [follows, entries, among, blocked, gone, first.senderId])
}

export const isSame = (a: Shown, b: Shown): boolean =>
  a.seq === b.seq && a.picture.fileId === b.picture.fileId

function picturesIn(entries: readonly Entry[] = []): Shown[] {
  return entries.flatMap(({ message }) => {
    const { roomId, seq, senderId, at, attachments = [] } = message
    return attachments.filter(isPicture).map((picture) => ({ picture, roomId, seq, senderId, at }))
  })
}
