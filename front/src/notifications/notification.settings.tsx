import './notification.settings.css'
import type { NotifyLevel } from '@papo/contract'
import { NOTIFY_LEVELS } from '@papo/contract/names'
import { useChat, useChatState } from '../chat/use-chat'
import * as texts from '../i18n/notifications'
import { addTexts } from '../i18n/translate'
import { useText } from '../preferences'
import { Switch } from '../ui/switch'
import { DevicePart } from './device.part'
import { DigestSetting } from './digest.setting'
import { QuietHours } from './quiet.hours'

addTexts(texts)

/** What makes itself noticed, how, and when not: a part of the settings. */
export function NotificationSettings() {
  const t = useText()
  const { settings, presence } = useChat()
  const { sound, dnd } = useChatState((s) => s.self.settings)
  return (
    <>
      <section className="notifications">
        <h2>{t('notifications.title')}</h2>
        <Level />
        <Switch
          label={t('notifications.sound')}
          hint={t('notifications.sound.hint')}
          checked={sound}
          onChange={(on) => void settings.set({ sound: on })}
        />
        <DevicePart sound={sound} />
        <DigestSetting />
      </section>
      <section className="notifications">
        <h2>{t('notifications.quiet')}</h2>
        <Switch
          label={t('presence.dnd')}
          hint={t('notifications.dnd.hint')}
          checked={dnd}
          onChange={(on) => void presence.choose(on ? 'dnd' : 'online')}
        />
        <QuietHours />
      </section>
    </>
  )
}

function Level() {
  const t = useText()
  const { settings } = useChat()
  const level = useChatState((s) => s.self.settings.notify)
  return (
    <fieldset className="segments">
      <legend className="legend">{t('notifications.level')}</legend>
      {NOTIFY_LEVELS.map((one: NotifyLevel) => (
        <label key={one}>
          <input
            type="radio"
            name="notify"
            checked={level === one}
            onChange={() => void settings.set({ notify: one })}
          />
          <span>{t(`notifications.level.${one}`)}</span>
        </label>
      ))}
    </fieldset>
  )
}
