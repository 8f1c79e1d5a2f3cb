import type { User } from '@papo/contract'
import { Ban } from 'lucide-react'
import { asChatError } from '../chat-error'
import { notify } from '../chat/chat.store'
import { useChat } from '../chat/use-chat'
import * as texts from '../i18n/people'
import { addTexts } from '../i18n/translate'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'

addTexts(texts)

/** In the place of the composer, where one closed the conversation oneself. */
export function BlockedLine({ user }: { user: User }) {
  const t = useText()
  const { blocks, store } = useChat()
  const unblock = () =>
    blocks.set(user.id, false).catch((error: unknown) => notify(store, `error.${asChatError(error).code}`))
  return (
    <div className="composer">
      <p className="composer-closed" role="status">
        <Icon of={Ban} small />
        {t('card.blocked', { name: user.displayName })}
        <button type="button" className="link-button" onClick={() => void unblock()}>
          {t('card.unblock')}
        </button>
      </p>
    </div>
  )
}
