import './files.css'
import type { Attachment, Message } from '@papo/contract'
import { useUploadPreview } from '../upload/use-uploads'
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
      {others.map((file) => (
        <OneFile key={file.fileId} file={file} />
      ))}
    </div>
  )
}

/** What is still on its way from here can be neither played nor had. */
function OneFile({ file }: { file: Attachment }) {
  const preview = useUploadPreview(file.fileId)
  const kind = kindOf(file)
  if (preview || (kind !== 'video' && kind !== 'audio')) return <FileCard file={file} preview={preview} />
  return <Player file={file} kind={kind} />
}
