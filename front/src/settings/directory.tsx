import type { UserSettings } from '@papo/contract'
import { DIRECT_FROM, FINDABLE_BY } from '@papo/contract/names'
import { useChat, useChatState } from '../chat/use-chat'
import { useText } from '../preferences'
import { Select } from '../ui/select'

/** Who finds one, and who may begin a conversation. */
export function Directory() {
  const t = useText()
  const { settings } = useChat()
  const { findableBy, directFrom } = useChatState((s) => s.self.settings)
  return (
    <section>
      <header>
        <h2>{t('settings.directory')}</h2>
        <p>{t('settings.directory.hint')}</p>
      </header>
      <Select<UserSettings['findableBy']>
        label={t('settings.findable')}
        value={findableBy}
        onChange={(value) => void settings.set({ findableBy: value })}
        options={FINDABLE_BY.map((value) => ({ value, label: t(`settings.findable.${value}`) }))}
      />
      <Select<UserSettings['directFrom']>
        label={t('settings.directFrom')}
        value={directFrom}
        onChange={(value) => void settings.set({ directFrom: value })}
        options={DIRECT_FROM.map((value) => ({ value, label: t(`settings.directFrom.${value}`) }))}
      />
    </section>
  )
}
