import { useStore } from 'zustand/react'
import { createStore } from 'zustand/vanilla'
import { asChatError } from './chat-error'
import {
  type Language,
  LANGUAGES,
  type Params,
  pickLanguage,
  type TextKey,
  speak,
  translate,
} from './i18n/translate'
import { readStored, writeStored } from './stored'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

export const TEXT_SIZES = ['small', 'normal', 'large'] as const
export type TextSize = (typeof TEXT_SIZES)[number]

const TEXT_KEY = 'papo:text'
const THEME_KEY = 'papo:theme'
const LANGUAGE_KEY = 'papo:language'

export const preferences = createStore<{ theme: Theme; language: Language; textSize: TextSize }>(() => ({
  theme: THEMES.find((theme) => theme === readStored(THEME_KEY)) ?? 'system',
  textSize: TEXT_SIZES.find((size) => size === readStored(TEXT_KEY)) ?? 'normal',
  language: storedLanguage() ?? pickLanguage(navigator.languages),
}))

export function chooseTheme(theme: Theme): void {
  writeStored(THEME_KEY, theme === 'system' ? null : theme)
  preferences.setState({ theme })
}

export function chooseTextSize(textSize: TextSize): void {
  writeStored(TEXT_KEY, textSize === 'normal' ? null : textSize)
  preferences.setState({ textSize })
}

export function chooseLanguage(language: Language): void {
  writeStored(LANGUAGE_KEY, language)
  preferences.setState({ language })
}

/** Keeps the document's theme, language and size of text as chosen. The first theme is set before paint by /theme.js. */
export function followPreferences(): void {
  const follow = () => {
    const { theme, language, textSize } = preferences.getState()
    document.documentElement.lang = language
    speak(language)
    document.documentElement.dataset.text = textSize
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }
  follow()
  preferences.subscribe(follow)
}

export type Text = (key: TextKey, params?: Params) => string

const texts: Record<Language, Text> = {
  en: (key, params) => translate('en', key, params),
  'pt-BR': (key, params) => translate('pt-BR', key, params),
}

export function useLanguage(): Language {
  return useStore(preferences, (p) => p.language)
}

export function useText(): Text {
  return texts[useLanguage()]
}

export function errorText(t: Text, error: unknown): string {
  return t(`error.${asChatError(error).code}`)
}

function storedLanguage(): Language | undefined {
  const stored = readStored(LANGUAGE_KEY)
  return stored !== null && stored in LANGUAGES ? (stored as Language) : undefined
}
