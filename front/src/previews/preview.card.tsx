import './previews.css'
import type { Message, Preview } from '@papo/contract'
import { X } from 'lucide-react'
import { useChat, useChatState } from '../chat/use-chat'
import { isPicture } from '../files/kind'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import { PreviewPicture } from './preview.picture'

type Props = { message: Message; preview: Preview }

/** Where a link of a message leads. */
export function PreviewCard({ message, preview }: Props) {
  const { url, title, description, siteName, image } = preview
  const picture = image && isPicture(image) ? image : undefined
  return (
    <div className="preview" data-wide={(picture && isWide(picture)) || undefined}>
      <a href={url} target="_blank" rel="noopener noreferrer">
        <span className="preview-text" dir="auto">
          {siteName && <small>{siteName}</small>}
          <strong>{title}</strong>
          {description && <span>{description}</span>}
        </span>
        {picture && <PreviewPicture key={picture.fileId} picture={picture} />}
      </a>
      <Remove message={message} />
    </div>
  )
}

/** For its author, and for whoever moderates the room. */
function Remove({ message }: { message: Message }) {
  const t = useText()
  const { messages } = useChat()
  const { roomId, seq, senderId } = message
  const may = useChatState((s) => senderId === s.self.id || isModerator(s.rooms[roomId]?.room.role))
  if (!may) return null
  return (
    <button
      type="button"
      className="icon-button"
      onClick={(event) => {
        // The button goes; whoever came by the keyboard stays with the message.
        event.currentTarget.closest<HTMLElement>('[data-message]')?.focus()
        void messages.removePreview(roomId, seq)
      }}
      aria-label={t('message.removePreview')}
      title={t('message.removePreview')}
    >
      <Icon of={X} small />
    </button>
  )
}

const isModerator = (role: string | undefined) => role === 'owner' || role === 'admin'
/** Worth the whole width; others stand beside the words. */
const isWide = ({ width, height }: { width: number; height: number }) => width >= 400 && width >= 1.3 * height
