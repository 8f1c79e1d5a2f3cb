import { expect, test } from 'vitest'
import * as people from '../i18n/people'
import { addTexts, type Language, translate } from '../i18n/translate'
import { lastSeenText } from './last-seen'

addTexts(people)

const NOW = new Date(2026, 4, 20, 15, 30)
const words = (at: Date, language: Language) =>
  lastSeenText(at.toISOString(), NOW, { language, t: (key, params) => translate(language, key, params) })

test.each([
  [new Date(2026, 4, 20, 15, 29, 30), 'Last seen just now', 'Esteve aqui agora há pouco'],
  [new Date(2026, 4, 20, 15, 25), 'Last seen 5 minutes ago', 'Esteve aqui há 5 minutos'],
  [new Date(2026, 4, 20, 9, 0), 'Last seen 6 hours ago', 'Esteve aqui há 6 horas'],
  [new Date(2026, 4, 19, 9, 0), 'Last seen yesterday', 'Esteve aqui ontem'],
  [new Date(2026, 4, 15, 23, 0), 'Last seen 5 days ago', 'Esteve aqui há 5 dias'],
  [new Date(2026, 3, 2), 'Last seen on April 2', 'Esteve aqui em 2 de abril'],
  [new Date(2025, 3, 2), 'Last seen on April 2, 2025', 'Esteve aqui em 2 de abril de 2025'],
])('%s is said as people say it', (at, english, portuguese) => {
  expect(words(at, 'en')).toBe(english)
  expect(words(at, 'pt-BR')).toBe(portuguese)
})

test('a clock that is behind shows nobody in the future', () => {
  expect(words(new Date(2026, 4, 20, 15, 40), 'en')).toBe('Last seen just now')
})
