import type { Message } from '@papo/contract'
import type { ReactNode } from 'react'
import { useText } from '../preferences'
import { linkify } from './linkify'

/** The text as it was written: line breaks kept, addresses turned into links, nothing else interpreted. */
export function MessageBody({ message, children }: { message: Message; children: ReactNode }) {
  const t = useText()
  if (message.deletedAt !== undefined) return <p className="message-gone">{t('message.deleted')}</p>
  return (
    <p className="message-body" dir="auto">
      <span className="message-text">
        {linkify(message.body).map((piece, i) =>
          piece.href ? (
            <a key={i} href={piece.href} target="_blank" rel="noopener noreferrer">
              {piece.text}
            </a>
          ) : (
            piece.text
          ),
        )}
      </span>
      {message.editedAt !== undefined && <small className="message-edited"> {t('message.edited')}</small>}
      {children}
    </p>
  )
}
