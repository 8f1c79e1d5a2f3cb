import { personName } from '../chat/names'
import { useChatState } from '../chat/use-chat'
import { useText } from '../preferences'

export function TypingLine({ roomId }: { roomId: string }) {
  const t = useText()
  const typing = useChatState((s) => s.typing[roomId])
  const people = useChatState((s) => s.people)
  const ids = Object.keys(typing ?? {})
  const [a = '', b = ''] = ids.map((id) => personName(people, id))
  const text =
    ids.length === 0
      ? ''
      : ids.length === 1
        ? t('typing.one', { a })
        : ids.length === 2
          ? t('typing.two', { a, b })
          : t('typing.many', { count: ids.length })
  return (
    <div className="typing" aria-live="polite">
      {text && (
        <>
          <span className="typing-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span className="clip">{text}</span>
        </>
      )}
    </div>
  )
}
