import type { Message } from '@papo/contract'
import { entryOf } from '../chat/span'
import { personName } from '../chat/names'
import { useChatState } from '../chat/use-chat'
import { lineOf } from '../files/words'
import { type Text, useText } from '../preferences'

type Props = { roomId: string; seq: number; onJump: (seq: number) => void }

/** What a message answers, in one line; a click goes there. */
export function Quote({ roomId, seq, onJump }: Props) {
  const t = useText()
  const source = useChatState(({ rooms }) => {
    const span = rooms[roomId]?.timeline.span
    return span ? entryOf(span, seq)?.message : undefined
  })
  const name = useChatState((s) => (source ? personName(s.people, source.senderId) : ''))
  const folded = useChatState((s) => source !== undefined && s.blocked.includes(source.senderId))
  const text = folded ? t('blocked.message') : wordsOf(source, t)
  return (
    <button type="button" className="quote" onClick={() => onJump(seq)}>
      {source && <strong dir="auto">{name}</strong>}
      <span dir="auto">{text ?? t('message.replyGone')}</span>
    </button>
  )
}

function wordsOf(source: Message | undefined, t: Text): string | undefined {
  if (!source) return undefined
  return source.deletedAt === undefined ? lineOf(source, t) : t('message.deleted')
}
