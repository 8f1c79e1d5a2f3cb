import type { User } from '@papo/contract'
import { Ban } from 'lucide-react'
import { useState } from 'react'
import { asChatError } from '../chat-error'
import { notify } from '../chat/chat.store'
import { useChat, useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { Confirm } from '../ui/confirm'
import { Icon } from '../ui/icon'

/** Blocking is asked for first; taking it back is not. */
export function BlockButton({ user }: { user: User }) {
  const t = useText()
  const { blocks, store } = useChat()
  const blocked = useChatState((s) => s.blocked.includes(user.id))
  const [asking, setAsking] = useState(false)
  const name = user.displayName
  const set = async (on: boolean) => {
    await blocks.set(user.id, on)
    notify(store, on ? 'card.block.done' : 'card.unblock.done', { name })
  }
  const unblock = () =>
    set(false).catch((error: unknown) => notify(store, `error.${asChatError(error).code}`))
  return (
    <>
      <button
        type="button"
        className="button"
        data-kind="plain"
        onClick={() => (blocked ? void unblock() : setAsking(true))}
      >
        <Icon of={Ban} small />
        {t(blocked ? 'card.unblock' : 'card.block')}
      </button>
      {asking && (
        <Confirm
          title={t('card.block.ask', { name })}
          text={t('card.block.text')}
          action={t('card.block')}
          onConfirm={() => set(true)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
