import { describe, expect, it } from 'vitest'
import type { Area, Entry } from './area'
import { addTexts, pickLanguage, translate } from './translate'
import * as room from './room'

const files = import.meta.glob<Area>(['./*.ts', '!./*.{test,fixture}.ts'], { eager: true })
const areas = Object.entries(files).filter(([, area]) => 'ptBr' in area)
const namesIn = (entry: Entry | undefined) =>
  [...new Set(JSON.stringify(entry).match(/\{\w+\}/g) ?? [])].filter((name) => name !== '{count}').sort()

describe.each(areas)('the texts of %s', (_, { en, ptBr }) => {
  it('have the same keys', () => {
    expect(Object.keys(ptBr)).toEqual(Object.keys(en))
  })

  it('fill in the same names', () => {
    for (const [key, entry] of Object.entries(en)) expect(namesIn(ptBr[key]), key).toEqual(namesIn(entry))
  })

  it('are never empty', () => {
    for (const catalogue of [en, ptBr])
      for (const [key, entry] of Object.entries(catalogue))
        expect(JSON.stringify(entry), key).not.toMatch(/""/)
  })
})

describe('the areas', () => {
  it('name no text twice', () => {
    const keys = areas.flatMap(([, { en }]) => Object.keys(en))
    expect(keys).toHaveLength(new Set(keys).size)
  })
})

describe('a text', () => {
  addTexts(room)

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
