import type { Message } from '@papo/contract'
import type { ReactNode } from 'react'
import { useMarkdown } from '../markdown/markdown.lazy'
import { MentionedContext } from '../markdown/mention'
import { PlainText } from '../markdown/plain.text'
import { hasMarkdown, isFewEmoji } from '../markdown/syntax'
import { useText } from '../preferences'

/**
 * Text without signs of Markdown is drawn as it stands. Other text is too, until what reads Markdown is here.
 * `children` stand behind the last word.
 */
export function MessageBody({ message, children }: { message: Message; children: ReactNode }) {
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
  return (
    <MentionedContext value={message.seq === 0 ? null : (message.mentions ?? NOBODY)}>
      {markdown ? (
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
      )}
    </MentionedContext>
  )
}

const NOBODY: readonly string[] = []
