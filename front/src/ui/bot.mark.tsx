import type { User } from '@papo/contract'
import { useText } from '../preferences'

/** Says beside a name that it is a program's. */
export function BotMark({ user }: { user: User | undefined }) {
  const t = useText()
  return user?.bot ? <span className="bot-mark">{t('names.bot')}</span> : null
}
