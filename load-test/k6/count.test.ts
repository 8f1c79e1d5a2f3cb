import { beforeEach, describe, expect, it } from 'vitest'
import { Count, type Blame } from './count.ts'

const event = (seq: number, n = seq) => ({
  seq,
  type: 'message.sent',
  clientId: `m${n}`,
  data: { body: `text ${n}` },
})

describe('the count of a room', () => {
  let blamed: Blame[] = []
  let count = new Count(0, () => undefined)
  const send = (n: number) => {
    count.sent({ clientId: `m${n}`, body: `text ${n}`, intendedAt: 0, isAcked: false })
    count.acked(`m${n}`, n)
  }

  beforeEach(() => {
    blamed = []
    count = new Count(2, (kind) => blamed.push(kind))
    for (const view of count.views) view.startAt(0)
  })

  it('is whole when everyone has everything, of which nothing is kept', () => {
    for (const n of [1, 2, 3]) {
      send(n)
      for (const member of [0, 1]) count.received(member, event(n), 'live')
    }
    expect([count.open, count.finish(), count.expected, count.delivered, blamed]).toEqual([0, 0, 6, 6, []])
  })

  it('misses what a member never got', () => {
    send(1)
    count.received(0, event(1), 'live')
    expect([count.finish(), count.expected, count.delivered]).toEqual([1, 2, 1])
  })

  it('takes a catch-up for what it is', () => {
    send(1)
    count.received(0, event(1), 'live')
    count.received(1, event(1), 'asked')
    count.received(1, event(1), 'live')
    expect([count.finish(), blamed]).toEqual([0, []])
  })

  it.each<[Blame, () => void]>([
    ['doubled', () => count.received(0, event(1), 'live')],
    ['doubled', () => count.received(0, event(3, 1), 'live')],
    ['corrupted', () => count.received(0, { ...event(2), data: { body: 'other' } }, 'live')],
    ['disorder', () => count.received(0, event(5, 2), 'live')],
  ])('finds what is %s', (kind, err) => {
    send(1)
    send(2)
    count.received(0, event(1), 'live')
    err()
    expect(blamed).toContain(kind)
  })

  it('finds what comes in another order', () => {
    send(1)
    send(2)
    count.received(0, event(2), 'live')
    count.received(0, event(1), 'live')
    expect(blamed).toEqual(['disorder'])
  })

  it('does not wait for what was never accepted', () => {
    count.sent({ clientId: 'm1', body: 'text 1', intendedAt: 0, isAcked: false })
    expect([count.unanswered().length, count.finish(), count.expected]).toEqual([1, 0, 0])
  })
})
