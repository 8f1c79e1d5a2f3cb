import type { Area, Entry } from './area'
import type * as admin from './admin'
import * as core from './core'
import type * as alerts from './alerts'
import type * as notifications from './notifications'
import type * as bots from './bots'
import type * as cluster from './cluster'
import type * as contacts from './contacts'
import type * as composer from './composer'
import type * as emoji from './emoji'
import type * as files from './files'
import type * as filesPanel from './files-panel'
import type * as firstSteps from './first-steps'
import type * as format from './format'
import type * as invite from './invite'
import type * as keys from './keys'
import type * as markdown from './markdown'
import type * as message from './message'
import type * as names from './names'
import type * as oidc from './oidc'
import type * as ownData from './own-data'
import type * as panel from './panel'
import type * as people from './people'
import type * as picture from './picture'
import type * as room from './room'
import type * as roomMenu from './room-menu'
import type * as reset from './reset'
import type * as roomSettings from './room-settings'
import type * as search from './search'
import type * as secondFactor from './second-factor'
import type * as settings from './settings'
import type * as shell from './shell'
import type * as sidebar from './sidebar'
import type * as suggestions from './suggestions'
import type * as switcher from './switcher'
import type * as upload from './upload'
import type * as viewer from './viewer'

/** Every area that there is; which of them are loaded depends on the screen. */
export type TextKey = keyof (typeof core.en &
  typeof admin.en &
  typeof alerts.en &
  typeof notifications.en &
  typeof bots.en &
  typeof cluster.en &
  typeof composer.en &
  typeof contacts.en &
  typeof emoji.en &
  typeof files.en &
  typeof filesPanel.en &
  typeof firstSteps.en &
  typeof format.en &
  typeof invite.en &
  typeof keys.en &
  typeof markdown.en &
  typeof message.en &
  typeof names.en &
  typeof oidc.en &
  typeof panel.en &
  typeof people.en &
  typeof picture.en &
  typeof room.en &
  typeof roomMenu.en &
  typeof roomSettings.en &
  typeof reset.en &
  typeof search.en &
  typeof ownData.en &
  typeof secondFactor.en &
  typeof settings.en &
  typeof shell.en &
  typeof sidebar.en &
  typeof suggestions.en &
  typeof switcher.en &
  typeof upload.en &
  typeof viewer.en)
export type Params = Readonly<Record<string, string | number>>

export const LANGUAGES = { en: 'English', 'pt-BR': 'Português (Brasil)' } as const
export type Language = keyof typeof LANGUAGES

const catalogues: Record<Language, Record<string, Entry>> = {
  en: { ...core.en },
  'pt-BR': { ...core.ptBr },
}

/** Each part that loads by itself brings its texts, before anything of it is drawn. */
export function addTexts(...areas: readonly Area[]): void {
  for (const { en, ptBr } of areas) {
    Object.assign(catalogues.en, en)
    Object.assign(catalogues['pt-BR'], ptBr)
  }
}

/** The first of the reader's languages that there is a catalogue for. */
export function pickLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    if (tag.toLowerCase().startsWith('pt')) return 'pt-BR'
    if (tag.toLowerCase().startsWith('en')) return 'en'
  }
  return 'en'
}

let current: Language = 'en'

/** The language of what is said outside of components. */
export function speak(language: Language): void {
  current = language
}

/** In the language that is spoken now. */
export function say(key: TextKey, params?: Params): string {
  return translate(current, key, params)
}

export function translate(language: Language, key: TextKey, params: Params = {}): string {
  const entry = catalogues[language][key] ?? key
  const text = typeof entry === 'string' ? entry : pluralOf(language, entry, Number(params.count ?? 0))
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? value.toLocaleString(language) : value
  })
}

const rules: Partial<Record<Language, Intl.PluralRules>> = {}

function pluralOf(language: Language, entry: Exclude<Entry, string>, count: number): string {
  const rule = (rules[language] ??= new Intl.PluralRules(language))
  const category = rule.select(count)
  if (category === 'one') return entry.one
  return category === 'many' ? (entry.many ?? entry.other) : entry.other
}
