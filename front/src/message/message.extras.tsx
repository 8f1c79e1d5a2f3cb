import type { Message } from '@papo/contract'
import { MessageFiles } from '../files/message.files'
import { PreviewCard } from '../previews/preview.card'

/** What hangs below the words of a message, wherever it is shown whole: its files, then what its links lead to. */
export function MessageExtras({ message }: { message: Message }) {
  const { attachments, preview } = message
  return (
    <>
      {attachments && <MessageFiles message={message} files={attachments} />}
      {preview && <PreviewCard message={message} preview={preview} />}
    </>
  )
}
