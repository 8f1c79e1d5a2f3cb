import { useStore } from 'zustand/react'
import { type Language, LANGUAGES } from '../i18n/translate'
import {
  chooseLanguage,
  chooseTextSize,
  chooseTheme,
  preferences,
  TEXT_SIZES,
  THEMES,
  useText,
} from '../preferences'
import { Segments } from './segments'

const CODES = Object.keys(LANGUAGES) as Language[]

export function Appearance() {
  const t = useText()
  const { theme, language, textSize } = useStore(preferences)
  return (
    <section>
      <header>
        <h2>{t('settings.appearance')}</h2>
        <p>{t('settings.appearance.hint')}</p>
      </header>
      <Segments
        label={t('settings.theme')}
        name="theme"
        value={theme}
        onChange={chooseTheme}
        options={THEMES.map((value) => ({ value, label: t(`settings.theme.${value}`) }))}
      />
      <Segments
        label={t('settings.language')}
        name="language"
        value={language}
        onChange={chooseLanguage}
        options={CODES.map((value) => ({ value, label: LANGUAGES[value], lang: value }))}
      />
      <div>
        <Segments
          label={t('settings.text')}
          name="text"
          value={textSize}
          onChange={chooseTextSize}
          options={TEXT_SIZES.map((value) => ({ value, label: t(`settings.text.${value}`) }))}
        />
        <p className="text-sample">{t('settings.text.sample')}</p>
      </div>
    </section>
  )
}
