import './files.css'
import type { Attachment, Message } from '@papo/contract'
import { FileCard } from './file.card'
import { isPicture, kindOf } from './kind'
import { PictureGrid } from './picture.grid'
import { Player } from './player'

type Props = { message: Message; files: readonly Attachment[] }

/** The files of a message. Their sizes on the screen are known before anything of them has come. */
export function MessageFiles({ message, files }: Props) {
  const others = files.filter((file) => !isPicture(file))
  return (
    <div className="files">
      <PictureGrid message={message} pictures={files.filter(isPicture)} />
      {others.map((file) => {
        const kind = kindOf(file)
        return kind === 'video' || kind === 'audio' ? (
          <Player key={file.fileId} file={file} kind={kind} />
        ) : (
          <FileCard key={file.fileId} file={file} />
        )
      })}
    </div>
  )
}
