import type { Message } from '@papo/contract'
import { Pin } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { personName } from '../chat/names'
import { useChatState } from '../chat/use-chat'
import { openProfile } from '../people/profile'
import { Seen } from '../panel/seen'
import { useLanguage, useText } from '../preferences'
import { BotMark } from '../ui/bot.mark'
import { Avatar } from '../ui/avatar'
import { Icon } from '../ui/icon'
import { DeliveryMark, FailedLine, FilesLine } from './delivery'
import { formatNarrowTime, formatTime } from '../ui/time'
import { MessageBody } from './message.body'
import { MessageToolbar } from './message.toolbar'
import { Quote } from './quote'
import { ReactionRow } from './reactions'
import { ThreadSummary } from './thread.summary'
import type { RowProps } from '../timeline/timeline.row'
import { useAttention } from '../timeline/use-attention'
import { isAlive, type MessageActs } from './use-message-acts'

export function MessageItem({ row, acts, focused, held, highlighted }: RowProps) {
  const { message, first, delivery, item } = row
  const selfId = useChatState((s) => s.self.id)
  const attention = useAttention()
  const alive = isAlive(message)
  return (
    <article
      className="message"
      tabIndex={focused ? 0 : -1}
      {...attention.handlers}
      data-row={row.key}
      data-message
      data-first={first}
      data-seq={message.seq || undefined}
      data-delivery={delivery ?? undefined}
      data-highlighted={highlighted || undefined}
      data-held={held || undefined}
      data-mentioned={message.mentions?.includes(selfId) || undefined}
      onKeyDown={(event) => alive && onMessageKey(event, message, acts)}
    >
      <Gutter message={message} first={first} />
      <div className="message-main">
        {first && <Heading message={message} />}
        {message.pinned && <PinnedMark />}
        {message.replyTo !== undefined && (
          <Quote roomId={message.roomId} seq={message.replyTo} onJump={acts.jumpTo} />
        )}
        <MessageBody message={message}>
          {delivery && <DeliveryMark state={delivery} item={item} />}
        </MessageBody>
        {alive && message.reactions.length > 0 && <ReactionRow message={message} />}
        {message.thread && <ThreadSummary message={message} thread={message.thread} acts={acts} />}
        {delivery === 'waiting' && item && <FilesLine item={item} />}
        {delivery === 'failed' && item && <FailedLine item={item} />}
      </div>
      <Seen message={message} />
      {alive && (attention.held || held) && <MessageToolbar message={message} acts={acts} />}
    </article>
  )
}

function Heading({ message }: { message: Message }) {
  const language = useLanguage()
  const name = useChatState((s) => personName(s.people, message.senderId))
  const user = useChatState((s) => s.people[message.senderId])
  return (
    <header className="message-head">
      <strong dir="auto">
        <button type="button" onClick={(event) => openProfile(message.senderId, event.currentTarget)}>
          {name}
        </button>
      </strong>
      <BotMark user={user} />
      <time dateTime={message.at} title={formatTime(message.at, 'moment', language)}>
        {formatTime(message.at, 'time', language)}
      </time>
    </header>
  )
}

/** Beside the first message of a group its author's face, beside the others the time, on hover. */
function Gutter({ message, first }: { message: Message; first: boolean }) {
  const language = useLanguage()
  const user = useChatState((s) => s.people[message.senderId])
  if (first)
    return (
      // The name beside it does the same, and is what the keyboard reaches.
      <span
        className="message-face"
        onClick={(event) => openProfile(message.senderId, event.currentTarget)}
        aria-hidden="true"
      >
        <Avatar user={user} />
      </span>
    )
  return (
    <time className="message-time" dateTime={message.at} title={formatTime(message.at, 'moment', language)}>
      {formatNarrowTime(message.at, language)}
    </time>
  )
}

function PinnedMark() {
  const t = useText()
  return (
    <p className="message-mark">
      <Icon of={Pin} small />
      {t('message.pinned')}
    </p>
  )
}

/** One key each while a message itself has the focus. */
export function onMessageKey(event: KeyboardEvent<HTMLElement>, message: Message, acts: MessageActs): void {
  const { target, currentTarget: row, key } = event
  if (target !== row || event.ctrlKey || event.metaKey || event.altKey) return
  const wantsMenu = key === 'ContextMenu' || (event.shiftKey && key === 'F10')
  const keys: Record<string, (() => void) | false> = {
    r: () => acts.reply(message),
    t: () => acts.openThread(message),
    e: acts.mayChange(message) && (() => acts.edit(message)),
    m: () => acts.openMenu(message, row),
    '+': () => acts.openPalette(message, row),
    Delete: acts.mayRemove(message) && (() => acts.askRemove(message)),
  }
  const act = wantsMenu ? keys['m'] : keys[key]
  if (!act) return
  event.preventDefault()
  act()
}
