import type { Message } from '@papo/contract'
import { MessageFiles } from '../files/message.files'

/** What hangs below the words of a message, wherever it is shown whole: its files, then what its links lead to. */
export function MessageExtras({ message }: { message: Message }) {
  return <>{message.attachments && <MessageFiles message={message} files={message.attachments} />}</>
}
