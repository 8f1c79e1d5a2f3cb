import { expect, test } from 'vitest'
import { Turns } from './turns.js'

test('so many run at once, so many wait, and whoever comes then is refused', async () => {
  const turns = new Turns(2, 1)
  const ends: (() => void)[] = []
  const work = () => new Promise<void>((resolve) => ends.push(resolve))
  const [first, second, third] = [turns.run(work), turns.run(work), turns.run(work)]
  await expect(turns.run(work)).rejects.toMatchObject({ code: 'unavailable' })
  expect(ends).toHaveLength(2)
  ends[0]?.()
  await first
  expect(ends).toHaveLength(3)
  for (const end of ends) end()
  await Promise.all([second, third])
})

test('work that fails gives its turn on', async () => {
  const turns = new Turns(1)
  await expect(turns.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await expect(turns.run(() => Promise.resolve('next'))).resolves.toBe('next')
})
