import type { Message, Reaction } from '@papo/contract'
import { personName } from '../chat/names'
import { useChat, useChatState } from '../chat/use-chat'
import { useText } from '../preferences'

export function ReactionRow({ message }: { message: Message }) {
  return (
    <div className="reactions">
      {message.reactions.map((reaction) => (
        <ReactionChip key={reaction.emoji} message={message} reaction={reaction} />
      ))}
    </div>
  )
}

function ReactionChip({ message, reaction }: { message: Message; reaction: Reaction }) {
  const t = useText()
  const { messages } = useChat()
  const { emoji, userIds } = reaction
  const mine = useChatState((s) => userIds.includes(s.self.id))
  const people = useChatState((s) => s.people)
  const names = userIds.map((id) => personName(people, id)).join(', ')
  const label = t('message.reaction', { emoji, count: userIds.length, names })
  return (
    <button
      type="button"
      className="reaction"
      aria-pressed={mine}
      aria-label={label}
      title={names}
      onClick={() => void messages.react({ roomId: message.roomId, seq: message.seq, emoji, on: !mine })}
    >
      <span>{emoji}</span>
      <span>{userIds.length}</span>
    </button>
  )
}
