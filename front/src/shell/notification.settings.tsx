import './notification.settings.css'
import { BellRing } from 'lucide-react'
import type { NotifyLevel } from '@papo/contract'
import { NOTIFY_LEVELS } from '@papo/contract/names'
import { useState } from 'react'
import { useChat, useChatState } from '../chat/use-chat'
import * as texts from '../i18n/notifications'
import { addTexts } from '../i18n/translate'
import { useText } from '../preferences'
import { Icon } from '../ui/icon'
import { Switch } from '../ui/switch'
import { chime } from './chime'
import { desktopState, showTest, switchDesktop } from './desktop'

addTexts(texts)

/** What makes itself noticed, and how: a part of the settings. */
export function NotificationSettings() {
  const t = useText()
  const { settings, presence } = useChat()
  const { sound, dnd } = useChatState((s) => s.self.settings)
  return (
    <section className="notifications">
      <h2>{t('notifications.title')}</h2>
      <Level />
      <Switch
        label={t('notifications.sound')}
        hint={t('notifications.sound.hint')}
        checked={sound}
        onChange={(on) => void settings.set({ sound: on })}
      />
      <Desktop />
      <Switch
        label={t('presence.dnd')}
        hint={t('notifications.dnd.hint')}
        checked={dnd}
        onChange={(on) => void presence.choose(on ? 'dnd' : 'online')}
      />
      <Test sound={sound} />
    </section>
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

/** The browser asks for leave itself, and only after this click. */
function Desktop() {
  const t = useText()
  const [state, setState] = useState(desktopState)
  if (state === 'unsupported') return null
  return (
    <>
      <Switch
        label={t('notifications.desktop')}
        hint={t('notifications.desktop.hint')}
        checked={state === 'on'}
        onChange={(on) => void switchDesktop(on).then(setState)}
      />
      {state === 'denied' && (
        <p className="form-error" role="alert">
          {t('notifications.desktop.denied')}
        </p>
      )}
    </>
  )
}

function Test({ sound }: { sound: boolean }) {
  const t = useText()
  const test = () => {
    if (sound) void chime()
    showTest(t('notifications.test.title'), t('notifications.test.text'))
  }
  return (
    <button type="button" className="button" data-kind="quiet" onClick={test}>
      <Icon of={BellRing} small />
      {t('notifications.test')}
    </button>
  )
}
