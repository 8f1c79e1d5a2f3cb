import { useState } from 'react'
import { useChat, useChatState } from '../chat/use-chat'
import { useText } from '../preferences'

/** Nobody's text disappears unseen, not even that of another account. */
export function OthersUnsent() {
  const t = useText()
  const chat = useChat()
  const count = useChatState((s) => s.othersUnsent)
  const [kept, setKept] = useState(false)
  if (count === 0 || kept) return null
  return (
    <div className="sidebar-note" role="status">
      <p>{t('others.kept', { count })}</p>
      <button type="button" className="link-button" onClick={() => setKept(true)}>
        {t('others.keep')}
      </button>{' '}
      <button type="button" className="link-button" onClick={chat.discardOthers}>
        {t('others.discard')}
      </button>
    </div>
  )
}
