import { expect, test } from 'vitest'
import type { Container } from './compose.mjs'
import type { Door } from './door.mjs'
import { replaceAll } from './replace.mjs'

/** A cluster of names that writes down what happens to it. `sick` newcomers never get well. */
function standIn(names: string[], { sick = [] as string[], unclean = [] as string[] } = {}) {
  const steps: string[] = []
  const of = (name: string): Container => ({
    ...{ id: name, name, running: true, healthy: true },
    addresses: [`address of ${name}`],
  })
  let all = names.map(of)
  let started = 0
  const without = ({ id }: Container) => (all = all.filter((one) => one.id !== id))
  const healthy = async (_service: string, one: Container) => {
    if (sick.includes(one.id)) throw new Error(`not within 180 s: ${one.name} is healthy`)
    return one
  }
  const cluster = {
    running: async () => all,
    add: async () => {
      const added = of(`new${++started}`)
      all = [...all, added]
      steps.push(`start ${added.id}, now ${all.length}`)
      return added
    },
    healthy,
    end: async (one: Container) => {
      without(one)
      steps.push(`end ${one.id}, now ${all.length}`)
      return unclean.includes(one.id) ? 1 : 0
    },
    remove: async (one: Container) => {
      without(one)
      steps.push(`remove ${one.id}`)
      return ''
    },
    lastWords: async (one: Container) => `last words of ${one.id}`,
  }
  const door: Door = {
    serves: async ([address]) => {
      steps.push(`serves ${address}`)
      return true
    },
    close: async ([address]) => void steps.push(`close ${address}`),
    release: async () => void steps.push('release'),
    reopen: async () => void steps.push('reopen'),
  }
  return { cluster, door, steps, names: () => all.map(({ id }) => id) }
}
const say = () => undefined

test('a newcomer serves before an old one is closed and ends, one after another', async () => {
  const { cluster, door, steps, names } = standIn(['a', 'b'])
  expect(await replaceAll('back', { cluster, doors: [door], say })).toEqual([])
  expect(steps).toEqual([
    ...['start new1, now 3', 'serves address of new1', 'close address of a', 'end a, now 2', 'release'],
    ...['start new2, now 3', 'serves address of new2', 'close address of b', 'end b, now 2', 'release'],
  ])
  expect(names()).toEqual(['new1', 'new2'])
})

test('a version that does not come up is taken away, and the old ones go on', async () => {
  const { cluster, steps, names } = standIn(['a', 'b'], { sick: ['new1'] })
  await expect(replaceAll('worker', { cluster, say })).rejects.toThrow(/taken away again/)
  expect(steps).toEqual(['start new1, now 3', 'remove new1'])
  expect(names()).toEqual(['a', 'b'])
})

test('an end that was not clean is told, and the rest is replaced all the same', async () => {
  const { cluster, names } = standIn(['a', 'b'], { unclean: ['a'] })
  expect(await replaceAll('worker', { cluster, say })).toEqual(['a ended with 1'])
  expect(names()).toEqual(['new1', 'new2'])
})

test('who stops it in between leaves as many as there were', async () => {
  const { cluster, names } = standIn(['a', 'b'])
  let rounds = 0
  const stopped = replaceAll('worker', { cluster, say, isOver: () => rounds++ > 0 })
  await expect(stopped).rejects.toThrow('1 of 2')
  expect(names()).toEqual(['b', 'new1'])
})

test('where nothing runs there is nothing to replace', async () => {
  await expect(replaceAll('back', { cluster: standIn([]).cluster, say })).rejects.toThrow('no back runs')
})
