import type { Attachment, Message } from '@papo/contract'
import type { Text } from '../preferences'
import { flatten } from '../markdown/flat'
import { isPicture, kindOf } from './kind'

type Said = Pick<Message, 'body'> & { attachments?: readonly Attachment[] | undefined }

/** A message in one line; one without words is named after its files. */
export function lineOf({ body, attachments = [] }: Said, t: Text): string {
  return flatten(body) || filesIn(attachments, t)
}

/** "Picture", "3 pictures", "Video", the name of any other file, or "3 files". */
export function filesIn(files: readonly Attachment[], t: Text): string {
  const [file, ...others] = files
  if (!file) return ''
  const count = files.length
  if (others.length > 0) return t(files.every(isPicture) ? 'files.pictures' : 'files.some', { count })
  const kind = kindOf(file)
  return kind === 'other' ? file.name : t(`files.${kind}`)
}
