import { Music, Play } from 'lucide-react'
import { personName } from '../chat/names'
import { useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import type { RoomFile } from './files.api'
import { goToFile } from './go'
import { isPicture } from './kind'
import { PictureBox } from './picture.box'
import { openViewer, type Shown } from './viewer.store'

const WIDTH_PX = 140

type Props = { roomId: string; file: RoomFile; among: readonly RoomFile[] }

/** A picture opens; a recording is played where it was sent. */
export function MediaTile({ roomId, file, among }: Props) {
  const t = useText()
  const name = useChatState((s) => personName(s.people, file.senderId))
  const first = shownOf(roomId, file)
  if (first) {
    const open = () =>
      openViewer({ first, among: among.flatMap((one) => shownOf(roomId, one) ?? []), ofRoom: false })
    return (
      <li>
        <PictureBox picture={first.picture} widthPx={WIDTH_PX} onOpen={open} />
      </li>
    )
  }
  const { attachment, seq } = file
  return (
    <li>
      <button
        type="button"
        className="recording"
        onClick={() => goToFile(roomId, seq)}
        title={t('filesPanel.jump', { name })}
      >
        <Icon of={attachment.type.startsWith('video/') ? Play : Music} />
        <span dir="auto">{attachment.name}</span>
      </button>
    </li>
  )
}

function shownOf(roomId: string, { attachment, seq, senderId, at }: RoomFile): Shown | null {
  return isPicture(attachment) ? { picture: attachment, roomId, seq, senderId, at } : null
}
