import { expect, test } from 'vitest'
import { ChatError } from '../errors.js'
import { Lanes } from './lanes.js'

const pause = () => new Promise<void>((resolve) => setImmediate(resolve))

test('one room is worked on one at a time and in order, two rooms at once', async () => {
  const lanes = new Lanes()
  const steps: string[] = []
  const work = (name: string) => async () => {
    steps.push(`${name} starts`)
    await pause()
    steps.push(`${name} ends`)
  }
  await Promise.all([lanes.run('a', work('a1')), lanes.run('a', work('a2')), lanes.run('b', work('b1'))])
  const ofA = steps.filter((step) => step.startsWith('a'))
  expect(ofA).toEqual(['a1 starts', 'a1 ends', 'a2 starts', 'a2 ends'])
  expect(steps.indexOf('b1 starts')).toBeLessThan(steps.indexOf('a1 ends'))
})

test('a refusal concerns only who was refused', async () => {
  const lanes = new Lanes()
  const refused = lanes.run('a', () => Promise.reject(new ChatError('forbidden', 'no')))
  const next = lanes.run('a', () => Promise.resolve('yes'))
  await expect(refused).rejects.toMatchObject({ code: 'forbidden' })
  expect(await next).toBe('yes')
})

test('nobody waits behind a store that is away, and who comes later tries again', async () => {
  const lanes = new Lanes()
  const away = new ChatError('unavailable', 'away')
  let tried = 0
  const failing = () => {
    tried++
    return Promise.reject(away)
  }
  const results = await Promise.allSettled([1, 2, 3].map(() => lanes.run('a', failing)))
  expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(tried).toBe(1)
  expect(await lanes.run('a', () => Promise.resolve('back'))).toBe('back')
})
