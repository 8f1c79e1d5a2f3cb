import { createContext, useContext } from 'react'
import { useChatState } from '../chat/use-chat'

/** Whom the message at hand mentions, as the server said; null where it has not said yet. */
export const MentionedContext = createContext<readonly string[] | null>(null)
/** Opens someone's card beside `anchor`; without it a name is only marked. */
export const OpenProfileContext = createContext<((userId: string, anchor: Element) => void) | null>(null)

/** A name that is addressed; one that belongs to nobody here stays plain text. */
export function Mention({ name, text }: { name: string; text: string }) {
  const mentioned = useContext(MentionedContext)
  const openProfile = useContext(OpenProfileContext)
  const userId = useChatState(({ people }) => {
    const ids = mentioned ?? Object.keys(people)
    return ids.find((id) => people[id]?.username === name)
  })
  const own = useChatState((s) => s.self.id === userId)
  if (userId === undefined) return text
  if (!openProfile)
    return (
      <span className="mention" data-own={own || undefined}>
        {text}
      </span>
    )
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
