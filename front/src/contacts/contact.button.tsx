import type { ContactState, User } from '@papo/contract'
import { UserRoundCheck, UserRoundMinus, UserRoundPlus, UserRoundX } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useChatState } from '../chat/use-chat'
import * as texts from '../i18n/contacts'
import { addTexts } from '../i18n/translate'
import { useText } from '../preferences'
import { Confirm } from '../ui/confirm'
import { Icon } from '../ui/icon'
import { contactsApi } from './contacts.api'
import { useContactActs } from './use-contact-acts'

addTexts(texts)

const ACTS = {
  none: { icon: UserRoundPlus, text: 'contacts.add' },
  asked: { icon: UserRoundMinus, text: 'contacts.takeBack' },
  asking: { icon: UserRoundCheck, text: 'contacts.accept' },
  contact: { icon: UserRoundX, text: 'contacts.remove' },
} as const

/** How someone stands to oneself; undefined until it is known. */
function useContactState(userId: string): ContactState | undefined {
  const news = useChatState((s) => s.contactNews)
  const [state, setState] = useState<ContactState>()
  useEffect(() => {
    if (news.userId === userId && news.state !== undefined) return setState(news.state)
    let current = true
    contactsApi.state(userId).then(
      (answer) => current && setState(answer.state),
      () => undefined,
    )
    return () => {
      current = false
    }
  }, [userId, news])
  return state
}

/** On someone's card. */
export function ContactButton({ user }: { user: User }) {
  const t = useText()
  const state = useContactState(user.id)
  const blocked = useChatState((s) => s.blocked.includes(user.id))
  const acts = useContactActs()
  const [asking, setAsking] = useState(false)
  if (state === undefined || blocked || user.bot) return null
  const act = () => {
    if (state === 'contact') return setAsking(true)
    void { none: acts.ask, asked: acts.endRequest, asking: acts.accept }[state](user.id)
  }
  const { icon, text } = ACTS[state]
  return (
    <>
      <button type="button" className="button" data-kind="plain" onClick={act}>
        <Icon of={icon} small />
        {t(text)}
      </button>
      {asking && (
        <Confirm
          title={t('contacts.remove.ask', { name: user.displayName })}
          text={t('contacts.remove.text')}
          action={t('contacts.remove')}
          onConfirm={() => acts.end(user.id)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}
