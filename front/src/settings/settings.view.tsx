import { LogOut } from 'lucide-react'
import './settings.css'
import { useState } from 'react'
import { unsentOf } from '../chat/outbox'
import { useChat, useChatState } from '../chat/use-chat'
import * as texts from '../i18n/settings'
import { addTexts, LANGUAGES, type Language } from '../i18n/translate'
import { chooseLanguage, chooseTheme, preferences, THEMES, useLanguage, useText } from '../preferences'
import { BareHeader } from '../room/room.header'
import { logOut } from '../session/session.store'
import { Confirm } from '../ui/confirm'
import { Icon } from '../ui/icon'
import { PasswordForm } from './password.form'
import { ProfileForm } from './profile.form'
import { SessionList } from './session.list'
import { useStore } from 'zustand/react'

addTexts(texts)

export function SettingsView() {
  const t = useText()
  return (
    <section className="room-main">
      <BareHeader title={t('settings.title')} />
      <div className="settings">
        <ProfileForm />
        <Look />
        <PasswordForm />
        <SessionList />
        <LoggingOut />
      </div>
    </section>
  )
}

function Look() {
  const t = useText()
  const theme = useStore(preferences, (p) => p.theme)
  const language = useLanguage()
  return (
    <section>
      <h2>{t('settings.look')}</h2>
      <fieldset className="segments">
        <legend className="legend">{t('settings.theme')}</legend>
        {THEMES.map((name) => (
          <label key={name}>
            <input type="radio" name="theme" checked={theme === name} onChange={() => chooseTheme(name)} />
            <span>{t(`settings.theme.${name}`)}</span>
          </label>
        ))}
      </fieldset>
      <fieldset className="segments">
        <legend className="legend">{t('settings.language')}</legend>
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <label key={code} lang={code}>
            <input
              type="radio"
              name="language"
              checked={language === code}
              onChange={() => chooseLanguage(code as Language)}
            />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
    </section>
  )
}

/** Text that has not reached the server is lost by this, so it is asked for first. */
function LoggingOut() {
  const t = useText()
  const { box } = useChat()
  const count = useChatState((s) => unsentOf(s.outbox).length)
  const [asking, setAsking] = useState(false)
  const [failed, setFailed] = useState(false)
  const leave = async () => {
    await logOut()
    box.clear()
  }
  const click = () => {
    if (count > 0) return setAsking(true)
    setFailed(false)
    leave().catch(() => setFailed(true))
  }
  return (
    <section>
      <button type="button" className="button" data-kind="quiet" onClick={click}>
        <Icon of={LogOut} small />
        {t('settings.logOut')}
      </button>
      {failed && (
        <p className="form-error" role="alert">
          {t('error.unavailable')}
        </p>
      )}
      {asking && (
        <Confirm
          title={t('settings.logOut.ask', { count })}
          text={t('settings.logOut.text')}
          action={t('settings.logOut.anyway')}
          stay={t('settings.logOut.stay')}
          onConfirm={leave}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  )
}
