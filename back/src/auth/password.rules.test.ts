import { password } from '@papo/contract'
import { expect, test } from 'vitest'

const isTaken = (text: string) => password.safeParse(text).success

test('passwords have 8 to 128 characters, of any kind', () => {
  const lengths = [7, 8, 128, 129].map((length) => isTaken('a'.repeat(length)))
  expect(lengths).toEqual([false, true, true, false])
  expect(['        ', '12345678', 'só minúsculas', '🐎'.repeat(8)].map(isTaken)).toEqual([
    true,
    true,
    true,
    true,
  ])
})
