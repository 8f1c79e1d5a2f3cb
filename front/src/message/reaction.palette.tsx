import './message.menu.css'
import type { Message } from '@papo/contract'
import { Plus } from 'lucide-react'
import { lazy, useState } from 'react'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import type { Anchor } from '../ui/menu'
import { Popover } from '../ui/popover'
import { QUICK_REACTIONS } from './quick-reactions'
import type { MessageActs } from './use-message-acts'
import { Late } from '../ui/late'

const EmojiPicker = lazy(() => import('../emoji/picker').then((m) => ({ default: m.EmojiPicker })))

type Props = { message: Message; acts: MessageActs; anchor: Anchor; onClose: () => void }

/** What people answer with most, one click away; any other emoji two. */
export function ReactionPalette({ message, acts, anchor, onClose }: Props) {
  const t = useText()
  const [all, setAll] = useState(false)
  const react = (emoji: string) => {
    acts.react(message, emoji)
    onClose()
  }
  if (!(anchor instanceof Element)) return null
  if (all)
    return (
      <Late>
        <EmojiPicker anchor={anchor} onPick={react} onClose={onClose} />
      </Late>
    )
  return (
    <Popover anchor={anchor} label={t('message.react')} onClose={onClose}>
      <div className="palette">
        {QUICK_REACTIONS.map((emoji) => (
          <button
            key={emoji}
            type="button"
            onClick={() => react(emoji)}
            aria-label={t('message.reaction.add', { emoji })}
          >
            {emoji}
          </button>
        ))}
        <button type="button" onClick={() => setAll(true)} aria-label={t('message.reaction.other')}>
          <Icon of={Plus} />
        </button>
      </div>
    </Popover>
  )
}
