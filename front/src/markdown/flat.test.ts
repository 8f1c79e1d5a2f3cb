import { expect, test } from 'vitest'
import { flatten } from './flat'

test('a quoted line has the words of a message, and none of its signs', () => {
  expect(flatten('# **Plan** for _today_')).toBe('Plan for today')
  expect(flatten('> see [the map](https://a.example)\n- `one`\n- ~~two~~')).toBe('see the map one two')
  expect(flatten('```ts\nlet a = 1\n```')).toBe('let a = 1')
  expect(flatten('snake_case, 2 * 3 * 4 and a*b')).toBe('snake_case, 2 * 3 * 4 and a*b')
})
