import { expect, test } from 'vitest'
import { InTurn } from './in.turn.js'

test('work of one key waits for the earlier, also for what failed; that of another key does not', async () => {
  const turns = new InTurn()
  const done: string[] = []
  let open: () => void = () => undefined
  const first = turns.run('a', () =>
    new Promise<void>((resolve) => (open = resolve)).then(() => void done.push('first')),
  )
  const second = turns.run('a', () => Promise.reject(new Error('second')))
  const third = turns.run('a', () => Promise.resolve(done.push('third')))
  await turns.run('b', () => Promise.resolve(done.push('other')))
  expect(done).toEqual(['other'])
  open()
  await first
  await expect(second).rejects.toThrow('second')
  await third
  expect(done).toEqual(['other', 'first', 'third'])
})
