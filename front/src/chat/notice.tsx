import { useEffect } from 'react'
import { useText } from '../preferences'
import { useChat, useChatState } from './use-chat'

const SHOWN_MS = 5_000
/** Above a dialog too, which hides all else. */
const showOnTop = (line: HTMLElement | null) => line?.showPopover?.()

/** One short message in passing. */
export function Notice() {
  const t = useText()
  const { store } = useChat()
  const notice = useChatState((s) => s.notice)
  useEffect(() => {
    if (!notice) return
    const timer = setTimeout(() => store.setState({ notice: null }), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [notice, store])
  return (
    <div role="status">
      {notice && (
        <p key={notice.id} className="notice" popover="manual" ref={showOnTop}>
          {t(notice.text, notice.params)}
        </p>
      )}
    </div>
  )
}
