import { useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { ownTokens } from './bots.api'
import { TokenList } from './token.list'

/** One's own tokens, a part of the settings. */
export function OwnTokens() {
  const t = useText()
  const admin = useChatState((s) => s.self.role !== 'member')
  return (
    <section className="bots">
      <header>
        <h2>{t('settings.tokens')}</h2>
        <p>{t('tokens.hint')}</p>
      </header>
      <TokenList api={ownTokens} admin={admin} />
    </section>
  )
}
