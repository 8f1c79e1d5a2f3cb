import { Ellipsis, MessageSquareText, Reply, Smile, type LucideIcon } from 'lucide-react'
import type { Message } from '@papo/contract'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import type { MessageActs } from './use-message-acts'

/** Comes with the pointer or the focus: what one does most; the rest is in the menu. */
export function MessageToolbar({ message, acts }: { message: Message; acts: MessageActs }) {
  const t = useText()
  return (
    <div className="toolbar" role="toolbar" aria-label={t('message.actions')}>
      <Tool
        icon={Smile}
        label={t('message.react')}
        popup="dialog"
        onClick={(at) => acts.openPalette(message, at)}
      />
      <Tool icon={Reply} label={t('message.reply')} onClick={() => acts.reply(message)} />
      <Tool icon={MessageSquareText} label={t('message.thread')} onClick={() => acts.openThread(message)} />
      <Tool
        icon={Ellipsis}
        label={t('message.more')}
        popup="menu"
        onClick={(at) => acts.openMenu(message, at)}
      />
    </div>
  )
}

type ToolProps = {
  icon: LucideIcon
  label: string
  popup?: 'menu' | 'dialog'
  onClick: (at: HTMLElement) => void
}

function Tool({ icon, label, popup, onClick }: ToolProps) {
  return (
    <button
      type="button"
      className="icon-button"
      onClick={(event) => onClick(event.currentTarget)}
      aria-label={label}
      aria-haspopup={popup}
      title={label}
    >
      <Icon of={icon} />
    </button>
  )
}
