import { Download, MessageSquareText, X, ZoomIn, ZoomOut } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { personName } from '../chat/names'
import { useChatState } from '../chat/use-chat'
import { useLanguage, useText } from '../preferences'
import { formatWhen } from '../ui/time'
import { goTo } from '../route'
import { Avatar } from '../ui/avatar'
import { Icon } from '../ui/icon'
import { downloadHref } from './address'
import type { ZoomHold } from './use-zoom'
import { closeViewer, type Shown } from './viewer.store'

type Props = { shown: Shown; zoom: ZoomHold; place: string }

/** Whose picture it is, and what one can do with it. */
export function ViewerBar({ shown, zoom, place }: Props) {
  const t = useText()
  const language = useLanguage()
  const { picture, roomId, seq, senderId, at } = shown
  const author = useChatState((s) => s.people[senderId])
  const name = useChatState((s) => personName(s.people, senderId))
  const jump = () => {
    closeViewer()
    goTo({ name: 'room', roomId, seq })
  }
  return (
    <header className="viewer-bar">
      <Avatar user={author} size="medium" />
      <div className="viewer-who">
        <strong className="clip" dir="auto">
          {name}
        </strong>
        <span className="clip">
          <time dateTime={at}>{formatWhen(at, language, t)}</time> · <bdi>{picture.name}</bdi>
        </span>
      </div>
      <span className="viewer-place" aria-hidden="true">
        {place}
      </span>
      <Tool icon={ZoomOut} label={t('viewer.zoomOut')} onClick={() => zoom.by(1 / 1.5)} fine />
      <Tool icon={ZoomIn} label={t('viewer.zoomIn')} onClick={() => zoom.by(1.5)} fine />
      <Tool icon={MessageSquareText} label={t('viewer.jump')} onClick={jump} />
      <a
        className="icon-button"
        href={downloadHref(picture.fileId)}
        download={picture.name}
        aria-label={t('files.download', { name: picture.name })}
        title={t('files.download', { name: picture.name })}
      >
        <Icon of={Download} />
      </a>
      <Tool icon={X} label={t('app.close')} onClick={closeViewer} />
    </header>
  )
}

type ToolProps = { icon: LucideIcon; label: string; onClick: () => void; fine?: boolean }

/** `fine`: fingers have a gesture for it. */
function Tool({ icon, label, onClick, fine }: ToolProps) {
  return (
    <button
      type="button"
      className="icon-button"
      data-fine={fine}
      onClick={onClick}
      aria-label={label}
      title={label}
    >
      <Icon of={icon} />
    </button>
  )
}
