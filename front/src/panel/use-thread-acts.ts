import type { JoinedRoom, Message } from '@papo/contract'
import { type RefObject, useCallback, useMemo } from 'react'
import { goTo } from '../route'
import type { Floats } from '../message/use-floats'
import { useMessageActs } from '../message/use-message-acts'
import { useHighlight } from '../timeline/use-highlight'

type Options = {
  room: JoinedRoom
  box: RefObject<HTMLElement | null>
  floats: Floats
  onReply: (message: Message) => void
  onEdit: (message: Message) => void
}

/** As in the room, but that one stays in the thread where that is possible. */
export function useThreadActs({ room, box, floats, onReply, onEdit }: Options) {
  const { highlighted, highlight } = useHighlight()
  const jumpTo = useCallback(
    (seq: number) => {
      const row = box.current?.querySelector(`[data-seq="${seq}"]`)
      if (!row) return goTo({ name: 'room', roomId: room.id, seq })
      row.scrollIntoView({ block: 'center' })
      highlight(seq)
    },
    [box, room.id, highlight],
  )
  const inRoom = useMessageActs({ room, onReply, onEdit, jumpTo, floats })
  const acts = useMemo(
    () => ({
      ...inRoom,
      // It is open: one writes below it.
      openThread: () => box.current?.closest('.panel')?.querySelector('textarea')?.focus(),
    }),
    [inRoom, box],
  )
  return { acts, highlighted }
}
