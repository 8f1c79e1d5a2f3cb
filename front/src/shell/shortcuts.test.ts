import { describe, expect, it } from 'vitest'
import { keyCaps } from './keys'
import { keysText, SHORTCUTS, shortcutOf } from './shortcuts'

const press = (keys: string, key: string) =>
  ({
    key,
    ctrlKey: keys.includes('ctrl'),
    metaKey: keys.includes('meta'),
    altKey: keys.includes('alt'),
    shiftKey: keys.includes('shift'),
  }) as KeyboardEvent

describe('a key', () => {
  it.each([
    ['ctrl', 'k', 'switcher'],
    ['ctrl', 'K', 'switcher'],
    ['ctrl shift', 'F', 'search'],
    ['ctrl', 'g', 'search'],
    ['alt', 'ArrowUp', 'previousRoom'],
    ['alt shift', 'ArrowDown', 'nextUnread'],
    ['', 'Escape', 'read'],
    // Where the slash lies behind Shift, it is still the slash.
    ['ctrl shift', '/', 'help'],
    ['', 'k', null],
    ['meta', 'k', null],
    ['ctrl', 'f', null],
    ['ctrl alt', 'k', null],
    ['', 'ArrowUp', null],
  ])('%s %s means %s', (held, key, name) => {
    expect(shortcutOf(press(held, key), false)).toBe(name)
  })

  it('is taken with ⌘ on a Mac, and not with Ctrl', () => {
    expect(shortcutOf(press('meta', 'k'), true)).toBe('switcher')
    expect(shortcutOf(press('ctrl', 'k'), true)).toBeNull()
  })

  it('means one thing alone', () => {
    const all = Object.values(SHORTCUTS).flatMap(({ keys }) => keys.map((one) => keyCaps(one, false).join()))
    expect(all).toHaveLength(new Set(all).size)
  })
})

describe('the name of a key', () => {
  it('is what is printed on it', () => {
    expect(keysText(SHORTCUTS.search, false)).toBe('Ctrl+Shift+F')
    expect(keysText(SHORTCUTS.search, true)).toBe('⇧⌘F')
    expect(keyCaps({ alt: true, key: 'ArrowUp' }, false)).toEqual(['Alt', '↑'])
    expect(keyCaps({ alt: true, key: 'ArrowUp' }, true)).toEqual(['⌥', '↑'])
  })
})
