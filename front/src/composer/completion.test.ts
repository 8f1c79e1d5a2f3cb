import { describe, expect, it } from 'vitest'
import { isInFence } from './fence'
import { onceEach, rankPeople } from './rank'
import { triggerAt } from './trigger'

/** `|` stands for the caret. */
const triggered = (marked: string) => {
  const found = triggerAt(marked.replace('|', ''), marked.indexOf('|'))
  return found && `${found.kind}${found.query} at ${found.start}`
}
const person = (username: string, displayName: string) => ({ id: username, username, displayName })

describe('a completion', () => {
  it('is offered behind @ and behind : with two letters', () => {
    expect(triggered('hi @|')).toBe('@ at 3')
    expect(triggered('hi @bo| there')).toBe('@bo at 3')
    expect(triggered('(@bo|')).toBe('@bo at 1')
    expect(triggered('**@jo\u00e3|')).toBe('@jo\u00e3 at 2')
    expect(triggered(':smi|')).toBe(':smi at 0')
    expect(triggered('\n:+1|')).toBe(':+1 at 1')
  })
  it('is not offered within words, addresses, times and code', () => {
    for (const marked of ['ann@a|', 'https://|', '10:30|', ':s|', 'a: b|', '`@bo|', '```\n@bo|', ':smile: |'])
      expect(triggered(marked), marked).toBeNull()
    expect(triggered('`code` @bo|')).toBe('@bo at 7')
  })
})

describe('people to mention', () => {
  const people = [person('zoe', 'Anna B\u00e1rbara'), person('bob', 'Robert'), person('barb', 'Zoe')]
  it('are those whose username or a word of whose name begins so, accents aside', () => {
    expect(rankPeople(people, 'BAR').map((p) => p.id)).toEqual(['barb', 'zoe'])
    expect(rankPeople(people, 'b').map((p) => p.id)).toEqual(['bob', 'barb', 'zoe'])
    expect(rankPeople(people, 'x')).toEqual([])
  })
  it('come once, where they came first', () => {
    const again = { ...person('bob', 'Bobby') }
    expect(onceEach([...people, again]).map((p) => p.displayName)).toEqual([
      'Anna B\u00e1rbara',
      'Robert',
      'Zoe',
    ])
  })
})

describe('a block of code', () => {
  it('is entered by a fence and left by the next', () => {
    expect(isInFence('```js\nlet a', 11)).toBe(true)
    expect(isInFence('a\n```\nb\n```\nc', 13)).toBe(false)
    expect(isInFence('a ``` b', 7)).toBe(false)
    expect(isInFence('```\na\n```js\n', 12)).toBe(true)
  })
})
