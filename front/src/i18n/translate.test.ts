import { describe, expect, it } from 'vitest'
import { CATALOGUES, type Entry, pickLanguage, translate } from './translate'

const { en, 'pt-BR': ptBr } = CATALOGUES
const namesIn = (entry: Entry) =>
  [...new Set(JSON.stringify(entry).match(/\{\w+\}/g) ?? [])].filter((name) => name !== '{count}').sort()

describe('the catalogues', () => {
  it('have the same keys', () => {
    expect(Object.keys(ptBr)).toEqual(Object.keys(en))
  })

  it('fill in the same names', () => {
    for (const [key, entry] of Object.entries(en))
      expect(namesIn(ptBr[key as keyof typeof ptBr]), key).toEqual(namesIn(entry))
  })

  it('leave no text empty', () => {
    for (const catalogue of [en, ptBr])
      for (const [key, entry] of Object.entries(catalogue))
        expect(JSON.stringify(entry), key).not.toMatch(/""/)
  })
})

describe('a text', () => {
  it('takes its plural form from its count', () => {
    expect(translate('en', 'room.members', { count: 1 })).toBe('1 member')
    expect(translate('en', 'room.members', { count: 10_000 })).toBe('10,000 members')
    expect(translate('pt-BR', 'room.members', { count: 1 })).toBe('1 membro')
    expect(translate('pt-BR', 'room.members', { count: 2 })).toBe('2 membros')
  })

  it('shows what people wrote as they wrote it', () => {
    expect(translate('en', 'room.leave.ask', { room: '{count} $& <b>' })).toBe('Leave {count} $& <b>?')
  })
})

describe('the language', () => {
  it('is the first that the reader asks for and that there is', () => {
    expect(pickLanguage(['de-DE', 'pt-PT', 'en'])).toBe('pt-BR')
    expect(pickLanguage(['en-GB', 'pt-BR'])).toBe('en')
    expect(pickLanguage(['ja'])).toBe('en')
  })
})
