import { MessageSquareText } from 'lucide-react'
import { personName } from '../chat/names'
import { useChatState } from '../chat/use-chat'
import { useLanguage, useText } from '../preferences'
import { formatWhen } from '../ui/time'
import { Icon } from '../ui/icon'
import { FileCard } from './file.card'
import type { RoomFile } from './files.api'
import { goToFile } from './go'

export function FileRow({ roomId, file }: { roomId: string; file: RoomFile }) {
  const t = useText()
  const { attachment, seq, senderId, at } = file
  const name = useChatState((s) => personName(s.people, senderId))
  const when = formatWhen(at, useLanguage(), t)
  return (
    <li className="file-row">
      <FileCard file={attachment} note={`${name}, ${when}`} />
      <button
        type="button"
        className="icon-button"
        onClick={() => goToFile(roomId, seq)}
        aria-label={t('filesPanel.jump', { name })}
        title={t('filesPanel.jump', { name })}
      >
        <Icon of={MessageSquareText} small />
      </button>
    </li>
  )
}
