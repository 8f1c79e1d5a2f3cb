import { useLayoutEffect, useMemo, useState } from 'react'
import type { RoomState } from '../chat/chat.store'
import { useChatState } from '../chat/use-chat'
import { createRows, type Row } from './rows'
import { firstStep, type Step, stepTo } from './steps'

/** The rows of a room, in steps that a virtual list can follow. */
export function useRows({ room, timeline, dividerAfter, keptUnread }: RoomState): Step<Row> {
  const [rowsOf] = useState(createRows)
  const selfId = useChatState((s) => s.self.id)
  const outbox = useChatState((s) => s.outbox)
  const entries = timeline.span?.entries
  const rows = useMemo(
    () => rowsOf({ roomId: room.id, selfId, entries: entries ?? [], outbox, dividerAfter, keptUnread }),
    [rowsOf, room.id, selfId, entries, outbox, dividerAfter, keptUnread],
  )
  return useSteps(rows)
}

function useSteps(wanted: readonly Row[]): Step<Row> {
  const [step, setStep] = useState(() => ({ ...firstStep(wanted), wanted }))
  const current = step.wanted === wanted ? step : { ...stepTo(step, wanted), wanted }
  if (current !== step) setStep(current)
  useLayoutEffect(() => {
    if (current.atStart && current.items.length !== wanted.length)
      setStep({ ...stepTo(current, wanted), wanted })
  }, [current, wanted])
  return current
}
