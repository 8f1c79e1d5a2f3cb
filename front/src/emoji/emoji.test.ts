import { describe, expect, it } from 'vitest'
import { emojiTable } from '../../emoji.plugin.mjs'
import { linesOf, sectionsOf, step } from './rows'
import { convertShortcodes } from './shortcodes'
import { createFinder, type Table, withTone } from './table'

const tables = { en: emojiTable('en'), pt: emojiTable('pt-BR') }
const found = (table: Table, query: string) => createFinder(table)(query, 5).map(([emoji]) => emoji)
const emojiOf = (code: string) => ({ smile: '😄', '+1': '👍' })[code]

describe('emoji', () => {
  it('are found by shortcode, by name and by what they stand for, in two languages', () => {
    expect(found(tables.en, 'tada')[0]).toBe('🎉')
    expect(found(tables.en, '+1')[0]).toBe('👍')
    expect(found(tables.en, 'red heart')[0]).toBe('❤️')
    expect(found(tables.pt, 'foguete')[0]).toBe('🚀')
    expect(found(tables.pt, 'CORACAO verm')[0]).toBe('❤️')
    expect(found(tables.pt, 'rocket')[0]).toBe('🚀')
    expect(found(tables.en, 'qqqq')).toEqual([])
  })
  it('take a tone of skin where they show skin', () => {
    expect(withTone('👋', 3)).toBe('👋🏽')
    expect(withTone('✌️', 5)).toBe('✌🏿')
    expect(withTone('👩‍🚀', 1)).toBe('👩🏻‍🚀')
    expect(withTone('🧑‍🤝‍🧑', 2)).toBe('🧑🏼‍🤝‍🧑🏼')
    expect(withTone('👋', 0)).toBe('👋')
  })
  it('stand in lines that arrows walk', () => {
    const lines = linesOf(sectionsOf(tables.en, 0, ['👋🏽', '🎉']), 9)
    expect(lines[1]).toMatchObject({ first: 0, emoji: [{ label: 'waving hand' }, { label: 'party popper' }] })
    expect(step(lines, 0, 'ArrowRight')).toBe(1)
    expect(step(lines, 1, 'ArrowDown')).toBe(3)
    expect(step(lines, 10, 'ArrowUp')).toBe(1)
    expect(step(lines, 0, 'ArrowUp')).toBe(0)
  })
})

describe('shortcodes', () => {
  it('become emoji, but not in code, within words, or where they mean nothing', () => {
    const convert = (text: string) => convertShortcodes(text, emojiOf)
    expect(convert('ok :smile: (:+1:)')).toBe('ok 😄 (👍)')
    expect(convert('`:smile:` :Smile:\n```\n:smile:\n```')).toBe('`:smile:` 😄\n```\n:smile:\n```')
    expect(convert('10:30:45 a:smile:b :nothing:')).toBe('10:30:45 a:smile:b :nothing:')
    expect(convert('```\n:smile:')).toBe('```\n:smile:')
  })
})
