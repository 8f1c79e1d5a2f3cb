import type { Attachment, Message } from '@papo/contract'

type Props = { message: Message; files: readonly Attachment[] }

/** The files of a message. Their sizes on the screen are known before anything of them has come. */
export function MessageFiles({ files }: Props) {
  return (
    <ul className="files">
      {files.map((file) => (
        <li key={file.fileId} dir="auto">
          {file.name}
        </li>
      ))}
    </ul>
  )
}
