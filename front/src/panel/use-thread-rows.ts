import type { Message } from '@papo/contract'
import { useMemo, useState } from 'react'
import type { OutboxItem } from '../chat/outbox'
import type { Entry } from '../chat/span'
import type { Thread } from '../chat/thread'
import { useChatState } from '../chat/use-chat'
import { createRows, type Row } from '../timeline/rows'

const NOTHING = { dividerAfter: null, keptUnread: false } as const

/** The rows of a thread: the root alone, and the replies with those that are on their way. */
export function useThreadRows(roomId: string, root: number, thread: Thread | null) {
  const selfId = useChatState((s) => s.self.id)
  const outbox = useChatState((s) => s.outbox)
  const [draw] = useState(() => ({ top: createRows(), replies: createRows(), alone: createAlone() }))
  const top = useMemo(
    () =>
      draw.top({ roomId, selfId, outbox: [], entries: draw.alone.entries(thread?.top.entries), ...NOTHING }),
    [draw, roomId, selfId, thread?.top],
  )
  const replies = useMemo(() => {
    const own = outbox.filter((item) => item.roomId === roomId && item.threadOf === root)
    const entries = draw.alone.entries(thread?.replies.entries)
    return draw.replies({ roomId, selfId, outbox: own.map(draw.alone.item), entries, ...NOTHING })
  }, [draw, roomId, root, selfId, outbox, thread?.replies])
  return { top, replies, all: useMemo((): Row[] => [...top, ...replies], [top, replies]) }
}

/** In its own thread a message is drawn like any other, without what tells of the thread. */
function createAlone() {
  const entries = new WeakMap<Entry, Entry>()
  const items = new WeakMap<OutboxItem, OutboxItem>()
  const entry = (of: Entry): Entry => {
    const { thread: _, threadOf: __, ...message } = of.message
    const alone = entries.get(of) ?? { message: message satisfies Message, asOf: of.asOf }
    entries.set(of, alone)
    return alone
  }
  return {
    entries: (of: readonly Entry[] = []) => of.map(entry),
    item: (of: OutboxItem): OutboxItem => {
      const { threadOf: _, ...rest } = of
      const alone = items.get(of) ?? rest
      items.set(of, alone)
      return alone
    },
  }
}
