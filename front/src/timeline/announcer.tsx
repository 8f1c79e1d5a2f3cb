import { useState } from 'react'
import type { RoomState } from '../chat/chat.store'
import { personName } from '../chat/names'
import { useChatState } from '../chat/use-chat'
import { lineOf } from '../files/words'
import { useText } from '../preferences'

/** Tells a screen reader of what others write while one is here. */
export function Announcer({ state: { timeline } }: { state: RoomState }) {
  const t = useText()
  const { span, head } = timeline
  const [since] = useState(head)
  const last = span?.hasAfter === false ? span.entries.at(-1)?.message : undefined
  const text = useChatState(({ self, people }) =>
    last && last.seq > since && last.senderId !== self.id
      ? `${personName(people, last.senderId)}: ${lineOf(last, t)}`
      : '',
  )
  return (
    <p className="sr-only" aria-live="polite">
      {text}
    </p>
  )
}
