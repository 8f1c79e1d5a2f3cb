import './message.menu.css'
import { Menu as Primitive } from '@base-ui/react/menu'
import type { Message } from '@papo/contract'
import {
  Copy,
  Link,
  Link2Off,
  Mail,
  MessageSquareText,
  Pencil,
  Pin,
  PinOff,
  Reply,
  Trash2,
} from 'lucide-react'
import { SeenMenuItem } from '../panel/seen.item'
import { useText } from '../preferences'
import { type Anchor, Menu, MenuItem, MenuLine } from '../ui/menu'
import { QUICK_REACTIONS } from './quick-reactions'
import type { MessageActs } from './use-message-acts'

type Props = { message: Message; acts: MessageActs; anchor: Anchor; onClose: () => void }

/** All that one can do to a message. */
export function MessageMenu({ message, acts, anchor, onClose }: Props) {
  const t = useText()
  const { pinned, body } = message
  return (
    <Menu anchor={anchor} label={t('message.actions')} align="start" onClose={onClose}>
      <QuickReactions message={message} acts={acts} />
      <MenuLine />
      <MenuItem icon={Reply} label={t('message.reply')} hint="R" onClick={() => acts.reply(message)} />
      <MenuItem
        icon={MessageSquareText}
        label={t('message.thread')}
        hint="T"
        onClick={() => acts.openThread(message)}
      />
      {acts.mayChange(message) && (
        <MenuItem icon={Pencil} label={t('message.edit')} hint="E" onClick={() => acts.edit(message)} />
      )}
      <MenuLine />
      {body !== '' && (
        <MenuItem icon={Copy} label={t('message.copy')} onClick={() => acts.copyText(message)} />
      )}
      <MenuItem icon={Link} label={t('message.copyLink')} onClick={() => acts.copyLink(message)} />
      <MenuItem
        icon={pinned ? PinOff : Pin}
        label={t(pinned ? 'message.unpin' : 'message.pin')}
        onClick={() => acts.pin(message)}
      />
      <MenuItem icon={Mail} label={t('message.markUnread')} onClick={() => acts.markUnread(message)} />
      <SeenMenuItem message={message} onOpen={() => acts.openSeen(message, anchor)} />
      {message.preview && acts.mayRemove(message) && (
        <MenuItem
          icon={Link2Off}
          label={t('message.removePreview')}
          onClick={() => acts.removePreview(message)}
        />
      )}
      {acts.mayRemove(message) && (
        <>
          <MenuLine />
          <MenuItem
            icon={Trash2}
            label={t('message.delete')}
            hint="Del"
            danger
            onClick={() => acts.askRemove(message)}
          />
        </>
      )}
    </Menu>
  )
}

function QuickReactions({ message, acts }: { message: Message; acts: MessageActs }) {
  const t = useText()
  return (
    <div className="quick-reactions" role="group" aria-label={t('message.react')}>
      {QUICK_REACTIONS.slice(0, 6).map((emoji) => (
        <Primitive.Item
          key={emoji}
          className="quick-reaction"
          aria-label={t('message.reaction.add', { emoji })}
          onClick={() => acts.react(message, emoji)}
        >
          {emoji}
        </Primitive.Item>
      ))}
    </div>
  )
}
