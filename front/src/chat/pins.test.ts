import type { RoomEvent } from '@papo/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logOf, messagesAt, pageOf, type Step } from './log.fixture'
import { followPins, openPins, pinnedMessages, type Pins } from './pins'
import { receive, restart, startTimeline } from './timeline'

const KINDS = ['send', 'send', 'pin', 'pin', 'pin', 'delete', 'edit'] as const
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({ kind: fc.constantFrom(...KINDS), pick: fc.nat(9) }),
  { minLength: 1, maxLength: 50 },
)

/** What the server would answer when it has applied everything up to `head`. */
function pinsAt(log: readonly RoomEvent[], head: number) {
  const messages = new Map(messagesAt(log, head).map((m) => [m.seq, m]))
  const pinnedAt = new Map<number, number>()
  for (const e of log.slice(0, head)) if (e.type === 'message.pinned') pinnedAt.set(e.data.target, e.seq)
  const items = [...messages.values()]
    .filter((m) => m.pinned)
    .sort((a, b) => (pinnedAt.get(b.seq) ?? 0) - (pinnedAt.get(a.seq) ?? 0))
  return { items, epoch: 1, head }
}
const whole = (pins: Pins | 'stale'): Pins => {
  if (pins === 'stale') throw new Error('nothing made it stale')
  return pins
}

describe('what is pinned', () => {
  it('is the same from a page and from any older page with the events since', () => {
    fc.assert(
      fc.property(steps, fc.nat(50), fc.nat(50), (made, x, y) => {
        const log = logOf(made)
        const [opened, asked] = [x % (log.length + 1), y % (log.length + 1)]
        let room = restart(
          startTimeline({ epoch: 1, head: 0 }),
          pageOf(log, opened, { limit: 1000 }),
        ).timeline
        const head = Math.max(opened, asked)
        let pins = whole(openPins(room, pinsAt(log, head)))
        for (const event of log) {
          room = receive(room, [event]).timeline
          pins = whole(followPins(pins, room))
        }
        const wanted = pinsAt(log, log.length).items
        expect([...pins.order].sort()).toEqual(wanted.map((m) => m.seq).sort())
        expect(pinnedMessages(pins)).toEqual(wanted)
      }),
    )
  })

  it('counts a message that is not held, and is stale when too much was missed', () => {
    const log = logOf([
      { kind: 'send', pick: 0 },
      { kind: 'pin', pick: 1 },
    ])
    const room = startTimeline({ epoch: 1, head: 1 })
    const pins = whole(openPins(room, pinsAt(log, 1)))
    const after = whole(followPins(pins, receive(room, log).timeline))
    expect([after.order, pinnedMessages(after)]).toEqual([[1], []])
    expect(followPins(pins, startTimeline({ epoch: 1, head: 300 }))).toBe('stale')
    expect(followPins(pins, startTimeline({ epoch: 2, head: 1 }))).toBe('stale')
  })
})
