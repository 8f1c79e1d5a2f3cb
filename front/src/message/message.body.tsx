import type { Message } from '@papo/contract'
import { type ReactNode, useState } from 'react'
import { useMarkdown } from '../markdown/markdown.lazy'
import { MentionedContext } from '../markdown/mention'
import { PlainText } from '../markdown/plain.text'
import { hasMarkdown, isFewEmoji } from '../markdown/syntax'
import { FoldedText, useIsFolded } from '../people/folded'
import { useText } from '../preferences'
import { MessageExtras } from './message.extras'

type Props = { message: Message; children: ReactNode }

/**
 * Text without signs of Markdown is drawn as it stands. Other text is too, until what reads Markdown is here.
 * `children` stand behind the last word.
 */
export function MessageBody(props: Props) {
  const folded = useIsFolded(props.message)
  const [shown, setShown] = useState(false)
  if (folded && !shown && props.message.deletedAt === undefined)
    return <FoldedText onShow={() => setShown(true)} />
  return <OpenBody {...props} />
}

function OpenBody({ message, children }: Props) {
  const t = useText()
  const { body } = message
  const markdown = useMarkdown(hasMarkdown(body))
  if (message.deletedAt !== undefined) return <p className="message-gone">{t('message.deleted')}</p>
  const edited = message.editedAt !== undefined && (
    <small className="message-edited"> {t('message.edited')}</small>
  )
  const tail = (
    <>
      {edited}
      {children}
    </>
  )
  const words = markdown ? (
    <div className="message-body message-text md" dir="auto">
      <markdown.MarkdownView text={body} tail={tail} />
    </div>
  ) : (
    <p className="message-body" dir="auto">
      <span className="message-text" data-big={isFewEmoji(body) || undefined}>
        <PlainText text={body} />
      </span>
      {tail}
    </p>
  )
  // Without words, what stands behind the last one stands below the files.
  return (
    <MentionedContext value={message.seq === 0 ? null : (message.mentions ?? NOBODY)}>
      {body !== '' && words}
      <MessageExtras message={message} />
      {body === '' && <p className="message-tail">{tail}</p>}
    </MentionedContext>
  )
}

const NOBODY: readonly string[] = []
