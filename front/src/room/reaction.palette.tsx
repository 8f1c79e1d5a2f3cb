import './message.menu.css'
import type { Message } from '@papo/contract'
import { useText } from '../preferences'
import type { Anchor } from '../ui/menu'
import { Popover } from '../ui/popover'
import { QUICK_REACTIONS } from './quick-reactions'
import type { MessageActs } from './use-message-acts'

type Props = { message: Message; acts: MessageActs; anchor: Anchor; onClose: () => void }

/** What people answer with most, one click away. */
export function ReactionPalette({ message, acts, anchor, onClose }: Props) {
  const t = useText()
  if (!(anchor instanceof Element)) return null
  return (
    <Popover anchor={anchor} label={t('message.react')} onClose={onClose}>
      <div className="palette">
        {QUICK_REACTIONS.map((emoji) => (
          <button
            key={emoji}
            type="button"
            onClick={() => {
              acts.react(message, emoji)
              onClose()
            }}
            aria-label={t('message.reaction.add', { emoji })}
          >
            {emoji}
          </button>
        ))}
      </div>
    </Popover>
  )
}
