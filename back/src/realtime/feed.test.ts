import type { RoomEvent } from '@papo/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Feed } from './feed.js'

const event = (seq: number) => ({ seq }) as RoomEvent

function feedOver(log: RoomEvent[]) {
  const delivered: number[] = []
  const errors: unknown[] = []
  const feed = new Feed({
    fetch: (from) => Promise.resolve(log.filter((e) => e.seq >= from).slice(0, 3)),
    deliver: (e) => delivered.push(e.seq),
    onError: (error) => errors.push(error),
  })
  return { feed, delivered, errors }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

test('whatever is lost, doubled or late on the way, each event is delivered once, in order, after the next heads', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(fc.constant('append'), fc.constant('lose'), fc.constant('double'), fc.constant('late')),
        { maxLength: 40 },
      ),
      fc.nat(5),
      async (steps, head) => {
        const log = Array.from({ length: head }, (_, i) => event(i + 1))
        const { feed, delivered } = feedOver(log)
        const late: RoomEvent[] = []
        feed.start(head)
        for (const step of steps) {
          const next = event(log.length + 1)
          log.push(next)
          if (step === 'late') late.push(next)
          if (step === 'append' || step === 'double') feed.receive(next)
          if (step === 'double') feed.receive(next)
        }
        for (const one of late.reverse()) feed.receive(one)
        await settled()
        await feed.reach(log.length)
        expect(delivered).toEqual(log.slice(head).map((e) => e.seq))
      },
    ),
  )
})

test('what pub/sub brought before the head was known is delivered, not dropped', () => {
  const { feed, delivered } = feedOver([event(1), event(2)])
  feed.receive(event(1))
  feed.receive(event(2))
  feed.start(2)
  expect(delivered).toEqual([1, 2])
})

test('seqs that a new epoch skipped are no hole', async () => {
  const log = [event(1), event(2), event(100_003)]
  const { feed, delivered } = feedOver(log)
  feed.start(1)
  feed.receive(event(100_003))
  await settled()
  await feed.reach(100_003)
  expect(delivered).toEqual([2, 100_003])
  log.push(event(100_004))
  feed.receive(event(100_004))
  expect(delivered).toEqual([2, 100_003, 100_004])
})

test('a log that cannot be read now is read at the next heads, and nothing newer goes before', async () => {
  const log = [event(1), event(2), event(3)]
  const delivered: number[] = []
  let away = true
  const feed = new Feed({
    fetch: (from) =>
      away ? Promise.reject(new Error('away')) : Promise.resolve(log.filter((e) => e.seq >= from)),
    deliver: (e) => delivered.push(e.seq),
    onError: () => undefined,
  })
  feed.start(1)
  feed.receive(event(3))
  await settled()
  await expect(feed.reach(3)).rejects.toThrow('away')
  expect(delivered).toEqual([])
  away = false
  await feed.reach(3)
  expect(delivered).toEqual([2, 3])
})
