import { useCallback, useEffect, useLayoutEffect, useState } from 'react'
import { notify, type RoomState } from '../chat/chat.store'
import { holds } from '../chat/span'
import { useChat } from '../chat/use-chat'
import { parseRoute, useRoute } from '../route'
import { useHighlight } from './use-highlight'
import type { TimelineScroll } from './use-timeline-scroll'

type Goal = { readonly seq: number; readonly asked: boolean }

/** Goes to a message and marks it for a moment, loading what is around it if it is far away. */
export function useJump({ room, timeline, load }: RoomState, { go }: TimelineScroll) {
  const { conversation, store } = useChat()
  const named = useNamedSeq(room.id)
  const [goal, setGoal] = useState<Goal | null>(() => (named === null ? null : { seq: named, asked: false }))
  const { highlighted, highlight } = useHighlight()
  const { span } = timeline
  const jumpTo = useCallback((seq: number) => setGoal({ seq, asked: false }), [])
  useNamedJump(room.id, jumpTo)

  useLayoutEffect(() => {
    if (!goal || !span || load === 'loading') return
    const found = holds(span, goal.seq)
    if (!found && !goal.asked) {
      setGoal({ ...goal, asked: true })
      void conversation.showAround(room.id, goal.seq)
      return
    }
    setGoal(null)
    if (load === 'failed') return notify(store, 'timeline.failed')
    go({ seq: goal.seq })
    if (found) highlight(goal.seq)
    else notify(store, 'timeline.gone')
  }, [goal, span, load, room.id, conversation, go, highlight, store])
  return { highlighted, jumpTo }
}

/** The message that the address names, if it names one of this room. */
export function useNamedSeq(roomId: string): number | null {
  return seqIn(useRoute(), roomId)
}

/** An address that comes while the room is open; also the one that is there already, when it is taken again. */
function useNamedJump(roomId: string, jumpTo: (seq: number) => void): void {
  useEffect(() => {
    const onAddress = () => {
      const seq = seqIn(parseRoute(location.hash), roomId)
      if (seq !== null) jumpTo(seq)
    }
    addEventListener('popstate', onAddress)
    return () => removeEventListener('popstate', onAddress)
  }, [roomId, jumpTo])
}

function seqIn(route: ReturnType<typeof parseRoute>, roomId: string): number | null {
  return route.name === 'room' && route.roomId === roomId ? (route.seq ?? null) : null
}
