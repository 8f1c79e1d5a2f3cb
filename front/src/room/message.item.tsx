import type { MemberRole, Message } from '@papo/contract'
import { type KeyboardEvent, memo, useState } from 'react'
import type { OutboxItem } from '../chat/outbox'
import { personName } from '../chat/names'
import { useChat, useChatState } from '../chat/use-chat'
import { useLanguage, useText } from '../preferences'
import { Avatar } from '../ui/avatar'
import { Confirm } from '../ui/confirm'
import { DeliveryMark, FailedLine } from './delivery'
import { formatNarrowTime, formatTime } from './format'
import { MessageBody } from './message.body'
import { MessageToolbar } from './message.toolbar'
import { Quote } from './quote'
import { ReactionRow } from './reactions'
import { useAttention } from './use-attention'
import type { Delivery } from './rows'

type Props = {
  message: Message
  first: boolean
  delivery: Delivery['state'] | null
  item: OutboxItem | null
  role: MemberRole
  highlighted: boolean
  /** The one message that Tab reaches; arrows go from there to the others. */
  tabbable: boolean
  onReply: (message: Message) => void
  onEdit: (message: Message) => void
  onJump: (seq: number) => void
}
export type Actions = { reply: () => void; edit?: () => void; remove?: () => void; palette: () => void }

export const MessageItem = memo(function MessageItem(props: Props) {
  const { message, first, delivery, item, highlighted, onJump } = props
  const selfId = useChatState((s) => s.self.id)
  const [paletteOpen, setPaletteOpen] = useState(false)
  const attention = useAttention()
  const [removing, setRemoving] = useState(false)
  const placed = message.seq !== 0
  const alive = placed && message.deletedAt === undefined
  const actions = actionsOf(props, selfId, {
    palette: () => setPaletteOpen(true),
    remove: () => setRemoving(true),
  })
  return (
    <article
      className="message"
      tabIndex={props.tabbable ? 0 : -1}
      {...attention.handlers}
      data-row
      data-message
      data-first={first}
      data-seq={placed ? message.seq : undefined}
      data-delivery={delivery ?? undefined}
      data-highlighted={highlighted || undefined}
      data-mentioned={message.mentions?.includes(selfId) || undefined}
      onKeyDown={(event) => alive && onMessageKey(event, actions)}
    >
      <Gutter message={message} first={first} />
      <div className="message-main">
        {first && <Heading message={message} />}
        {message.replyTo !== undefined && (
          <Quote roomId={message.roomId} seq={message.replyTo} onJump={onJump} />
        )}
        <MessageBody message={message}>
          {delivery && <DeliveryMark state={delivery} item={item} />}
        </MessageBody>
        {alive && message.reactions.length > 0 && <ReactionRow message={message} />}
        {delivery === 'failed' && item && <FailedLine item={item} />}
      </div>
      {alive && (attention.held || paletteOpen) && (
        <MessageToolbar
          message={message}
          actions={actions}
          paletteOpen={paletteOpen}
          onPalette={setPaletteOpen}
        />
      )}
      {removing && <RemoveDialog message={message} onClose={() => setRemoving(false)} />}
    </article>
  )
})

function Heading({ message }: { message: Message }) {
  const language = useLanguage()
  const name = useChatState((s) => personName(s.people, message.senderId))
  return (
    <header className="message-head">
      <strong dir="auto">{name}</strong>
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
  if (first) return <Avatar user={user} />
  return (
    <time className="message-time" dateTime={message.at} title={formatTime(message.at, 'moment', language)}>
      {formatNarrowTime(message.at, language)}
    </time>
  )
}

function RemoveDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const t = useText()
  const { messages } = useChat()
  return (
    <Confirm
      title={t('message.delete.ask')}
      text={t('message.delete.text')}
      action={t('message.delete')}
      onConfirm={() => messages.remove(message.roomId, message.seq)}
      onClose={onClose}
    />
  )
}

type Local = { palette: () => void; remove: () => void }

function actionsOf({ message, role, onReply, onEdit }: Props, selfId: string, local: Local): Actions {
  const own = message.senderId === selfId
  return {
    reply: () => onReply(message),
    palette: local.palette,
    ...(own && { edit: () => onEdit(message) }),
    ...((own || role !== 'member') && { remove: local.remove }),
  }
}

/** One key each while a message itself has the focus. */
function onMessageKey(event: KeyboardEvent<HTMLElement>, actions: Actions): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
  const keys: Record<string, (() => void) | undefined> = {
    r: actions.reply,
    e: actions.edit,
    '+': actions.palette,
    Delete: actions.remove,
  }
  const action = keys[event.key]
  if (!action) return
  event.preventDefault()
  action()
}
