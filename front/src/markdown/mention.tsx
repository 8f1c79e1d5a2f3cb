import { createContext, useContext } from 'react'
import { useChatState } from '../chat/use-chat'
import { openProfile } from '../people/profile'

/** Whom the message at hand mentions, as the server said; null where it has not said yet. */
export const MentionedContext = createContext<readonly string[] | null>(null)

/** A name that is addressed, which opens that person's card; one that belongs to nobody here stays plain text. */
export function Mention({ name, text }: { name: string; text: string }) {
  const mentioned = useContext(MentionedContext)
  const userId = useChatState(({ people }) => {
    const ids = mentioned ?? Object.keys(people)
    return ids.find((id) => people[id]?.username === name)
  })
  const own = useChatState((s) => s.self.id === userId)
  if (userId === undefined) return text
  return (
    <button
      type="button"
      className="mention"
      data-own={own || undefined}
      onClick={(event) => openProfile(userId, event.currentTarget)}
    >
      {text}
    </button>
  )
}
