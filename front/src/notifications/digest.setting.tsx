import { EMAIL_DIGESTS } from '@papo/contract/names'
import { useRegistration } from '../auth/use-registration'
import { useChat, useChatState } from '../chat/use-chat'
import { useLanguage, useText } from '../preferences'
import { Segments } from '../settings/segments'

/** Letters about missed mentions; nothing where the server sends none. */
export function DigestSetting() {
  const t = useText()
  const { settings } = useChat()
  const language = useLanguage()
  const digest = useChatState((s) => s.self.settings.emailDigest)
  if (!useRegistration().passwordReset) return null
  return (
    <div className="notifications-digest">
      <Segments
        label={t('notifications.digest')}
        name="digest"
        value={digest}
        onChange={(emailDigest) => void settings.set({ emailDigest, language })}
        options={EMAIL_DIGESTS.map((value) => ({ value, label: t(`notifications.digest.${value}`) }))}
      />
      <p className="field-hint">{t('notifications.digest.hint')}</p>
    </div>
  )
}
