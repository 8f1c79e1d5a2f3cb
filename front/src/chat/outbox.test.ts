import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ErrorReply } from '@papo/contract'
import {
  accept,
  enqueue,
  failFiles,
  nextOf,
  type Outbox,
  refuse,
  reoffer,
  retry,
  settlePersisted,
  supply,
  unsentOf,
  wake,
} from './outbox'

const ROOM = 'room'
const unavailable: ErrorReply = { code: 'unavailable', message: '', retryable: true }
const forbidden: ErrorReply = { code: 'forbidden', message: '', retryable: false }
const conflict: ErrorReply = { code: 'conflict', message: '', retryable: false }
const chance = { now: 1_000, random: 0.5 }
const item = (clientId: string, queuedAt = 0) => ({ clientId, roomId: ROOM, body: clientId, queuedAt })
const of = (...ids: string[]): Outbox => ids.reduce<Outbox>((o, id, i) => enqueue(o, item(id, i)), [])
const turn = (outbox: Outbox, now = 0) => {
  const next = nextOf(outbox, ROOM, now)
  return next && 'item' in next ? next.item.clientId : next
}

describe('an outbox', () => {
  it('sends the messages of a room one after another', () => {
    let outbox = of('a', 'b')
    expect(turn(outbox)).toBe('a')
    outbox = accept(outbox, 'a', { epoch: 1, seq: 7, persisted: 6 })
    expect(turn(outbox)).toBe('b')
  })

  it('holds back what follows a message that must be tried again', () => {
    const outbox = refuse(of('a', 'b'), 'a', { error: unavailable, ...chance })
    expect(turn(outbox, 1_000)).toEqual({ waitMs: 375 })
    expect(turn(outbox, 1_375)).toBe('a')
  })

  it('waits at least as long as the server asks', () => {
    const limited: ErrorReply = { code: 'rate_limited', message: '', retryable: true, retryAfterMs: 9_000 }
    const outbox = refuse(of('a'), 'a', { error: limited, ...chance })
    expect(turn(outbox, 10_000)).toEqual({ waitMs: 375 })
    expect(wake(outbox)).toBe(outbox)
  })

  it('waits longer after each attempt, up to a cap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (n, random) => {
          let outbox = of('a')
          for (let i = 0; i < n; i++) outbox = refuse(outbox, 'a', { error: unavailable, now: 0, random })
          expect(outbox[0]?.notBefore).toBeGreaterThanOrEqual(Math.min(250 * 2 ** (n - 1), 15_000))
          expect(outbox[0]?.notBefore).toBeLessThanOrEqual(30_000)
        },
      ),
    )
  })

  it('passes over a failed message, which then waits for its author', () => {
    const outbox = refuse(of('a', 'b'), 'a', { error: forbidden, ...chance })
    expect(turn(outbox)).toBe('b')
    expect(unsentOf(outbox).map((i) => i.state)).toEqual(['failed', 'pending'])
  })

  it('tries a failed message again under the same clientId', () => {
    const failed = refuse(of('a', 'b'), 'a', { error: forbidden, ...chance })
    const again = retry(failed, 'a', { clientId: 'fresh', now: 50 })
    expect(again.map((i) => [i.clientId, i.state])).toEqual([
      ['b', 'pending'],
      ['a', 'pending'],
    ])
  })

  it('takes a new clientId when the old one stands for another text', () => {
    const failed = refuse(of('a'), 'a', { error: conflict, ...chance })
    expect(turn(failed)).toBeNull()
    expect(turn(retry(failed, 'a', { clientId: 'fresh', now: 50 }))).toBe('fresh')
  })

  it('keeps an acknowledged message until it is persisted in the same epoch', () => {
    const sent = accept(of('a'), 'a', { epoch: 2, seq: 7, persisted: 6 })
    expect(settlePersisted(sent, ROOM, { epoch: 2, head: 9, persisted: 6 })).toBe(sent)
    expect(settlePersisted(sent, ROOM, { epoch: 3, head: 9, persisted: 9 })).toBe(sent)
    expect(settlePersisted(sent, ROOM, { epoch: 2, head: 9, persisted: 7 })).toEqual([])
  })

  it('lets a message go at once when its ack says that it is persisted', () => {
    expect(accept(of('a'), 'a', { epoch: 1, seq: 7, persisted: 7 })).toEqual([])
  })

  it('offers again, under the same clientId and in order, what a new epoch may have lost', () => {
    let outbox = of('a', 'b', 'c')
    outbox = accept(outbox, 'a', { epoch: 1, seq: 7, persisted: 6 })
    outbox = accept(outbox, 'b', { epoch: 1, seq: 8, persisted: 6 })
    expect(reoffer(outbox, ROOM, { epoch: 1, head: 8 })).toBe(outbox)
    outbox = reoffer(outbox, ROOM, { epoch: 2, head: 100_008 })
    expect(outbox.map((i) => [i.clientId, i.state])).toEqual([
      ['a', 'pending'],
      ['b', 'pending'],
      ['c', 'pending'],
    ])
    expect(turn(outbox)).toBe('a')
  })

  it('offers again what lies past the end of the log, or in an epoch that is gone', () => {
    const sent = accept(accept(of('a', 'b'), 'a', { epoch: 2, seq: 7, persisted: 6 }), 'b', {
      epoch: 2,
      seq: 8,
      persisted: 6,
    })
    const states = (outbox: Outbox) => outbox.map((i) => i.state)
    expect(states(reoffer(sent, ROOM, { epoch: 2, head: 7 }))).toEqual(['sent', 'pending'])
    expect(states(reoffer(sent, ROOM, { epoch: 1, head: 9 }))).toEqual(['pending', 'pending'])
  })

  it('does not let a late refusal undo an ack', () => {
    const sent = accept(of('a'), 'a', { epoch: 1, seq: 7, persisted: 6 })
    expect(refuse(sent, 'a', { error: unavailable, ...chance })).toEqual(sent)
  })
})

describe('a message with files', () => {
  const file = { localId: 'f', name: 'a.png', type: 'image/png', size: 3 }
  const attachment = { fileId: 'u', name: 'a.png', type: 'image/png', size: 3 }
  const waiting = enqueue(enqueue([], { ...item('a'), uploads: [file] }), item('b', 1))

  it('waits until they have arrived, and what follows waits for it', () => {
    expect(turn(waiting)).toBeNull()
    const supplied = supply(waiting, 'a', [attachment])
    expect(turn(supplied)).toBe('a')
    expect(supply(supplied, 'a', [])).toEqual(supplied)
  })

  it('lets the next ones pass when one of them does not arrive', () => {
    expect(turn(failFiles(waiting, 'a'))).toBe('b')
    expect(failFiles(waiting, 'b')).toEqual(waiting)
  })

  it('keeps them when it is offered again in a new epoch, and has them looked at anew when it is retried', () => {
    const sent = accept(supply(waiting, 'a', [attachment]), 'a', { epoch: 1, seq: 7, persisted: 6 })
    expect(reoffer(sent, ROOM, { epoch: 2, head: 100_007 })[0]?.attachments).toEqual([attachment])
    const refused = refuse(supply(waiting, 'a', [attachment]), 'a', { error: forbidden, ...chance })
    const retried = retry(refused, 'a', { clientId: 'fresh', now: 50 }).find((i) => i.clientId === 'a')
    expect(retried).toMatchObject({ state: 'pending', retriedAt: 50, uploads: [file] })
    expect(retried?.attachments).toBeUndefined()
  })
})
