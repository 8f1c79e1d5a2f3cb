import type { Message, Thread } from '@papo/contract'
import { useChatState } from '../chat/use-chat'
import { useLanguage, useText } from '../preferences'
import { Avatar } from '../ui/avatar'
import { formatWhen } from '../ui/time'
import type { MessageActs } from './use-message-acts'

type Props = { message: Message; thread: Thread; acts: MessageActs }

/** Under a message that is answered in a thread: by whom, how often and when; a click opens it. */
export function ThreadSummary({ message, thread, acts }: Props) {
  const t = useText()
  const language = useLanguage()
  const people = useChatState((s) => s.people)
  return (
    <button type="button" className="thread-summary" onClick={() => acts.openThread(message)}>
      <span className="thread-faces" aria-hidden="true">
        {thread.userIds.map((id) => (
          <Avatar key={id} user={people[id]} size="small" />
        ))}
      </span>
      <strong>{t('message.thread.replies', { count: thread.count })}</strong>
      <span>{t('message.thread.last', { when: formatWhen(thread.lastAt, language, t) })}</span>
    </button>
  )
}
