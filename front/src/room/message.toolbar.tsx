import { Pencil, Reply, Smile, Trash2, type LucideIcon } from 'lucide-react'
import type { Message } from '@papo/contract'
import { useEffect, useRef } from 'react'
import { useChat, useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import type { Actions } from './message.item'

const EMOJI = ['👍', '❤️', '😂', '🎉', '😮', '😢', '🙏', '👀', '🔥', '✅', '👏', '🤔']

type Props = { message: Message; actions: Actions; paletteOpen: boolean; onPalette: (open: boolean) => void }

/** Comes with the pointer or the focus. */
export function MessageToolbar({ message, actions, paletteOpen, onPalette }: Props) {
  const t = useText()
  return (
    <div className="toolbar" role="toolbar" aria-label={t('message.actions')}>
      <Tool icon={Smile} label={t('message.react')} onClick={() => onPalette(!paletteOpen)} />
      <Tool icon={Reply} label={t('message.reply')} onClick={actions.reply} />
      {actions.edit && <Tool icon={Pencil} label={t('message.edit')} onClick={actions.edit} />}
      {actions.remove && <Tool icon={Trash2} label={t('message.delete')} onClick={actions.remove} />}
      {paletteOpen && <Palette message={message} onClose={() => onPalette(false)} />}
    </div>
  )
}

function Tool({ icon, label, onClick }: { icon: LucideIcon; label: string; onClick: () => void }) {
  return (
    <button type="button" className="icon-button" onClick={onClick} aria-label={label} title={label}>
      <Icon of={icon} />
    </button>
  )
}

function Palette({ message, onClose }: { message: Message; onClose: () => void }) {
  const t = useText()
  const { messages } = useChat()
  const selfId = useChatState((s) => s.self.id)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.querySelector('button')?.focus()
  }, [])
  const toggle = (emoji: string) => {
    const mine = message.reactions.find((r) => r.emoji === emoji)?.userIds.includes(selfId) ?? false
    void messages.react({ roomId: message.roomId, seq: message.seq, emoji, on: !mine })
    close()
  }
  const close = () => {
    box.current?.closest<HTMLElement>('[data-message]')?.focus()
    onClose()
  }
  return (
    <div
      className="palette"
      ref={box}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape') close()
      }}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && onClose()}
    >
      {EMOJI.map((emoji) => (
        <button
          key={emoji}
          type="button"
          onClick={() => toggle(emoji)}
          aria-label={t('message.reaction.add', { emoji })}
        >
          {emoji}
        </button>
      ))}
    </div>
  )
}
