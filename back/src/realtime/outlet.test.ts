import type { RoomEvent } from '@papo/contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { BEAT_MS, LONGEST_BEAT_MS, Outlet } from './outlet.js'

let written: string[]
let outlet: Outlet

beforeEach(() => {
  vi.useFakeTimers()
  written = []
  outlet = new Outlet((roomId, events) => written.push(`${roomId} ${events.map(({ seq }) => seq).join()}`))
})
afterEach(() => {
  outlet.stop()
  vi.useRealTimers()
})

const say = (roomId: string, ...seqs: number[]) => {
  for (const seq of seqs) outlet.add(roomId, { roomId, seq } as RoomEvent)
}
const endTurn = () => vi.advanceTimersByTime(0)
const beat = () => vi.advanceTimersByTime(BEAT_MS)
/** @returns what was written since the last look */
const look = () => written.splice(0)

test('the events of one turn leave together at its end, each room by itself', () => {
  say('a', 1, 2)
  say('b', 1)
  expect(look()).toEqual([])
  endTurn()
  expect(look()).toEqual(['a 1,2', 'b 1'])
})

test('what a busy room says leaves once a beat, in order', () => {
  say('a', 1)
  endTurn()
  say('a', 2)
  endTurn()
  say('a', 3)
  endTurn()
  expect(look()).toEqual(['a 1'])
  beat()
  expect(look()).toEqual(['a 2,3'])
  say('a', 4)
  endTurn()
  expect(look()).toEqual([])
  beat()
  expect(look()).toEqual(['a 4'])
})

test('a busy room holds up no other', () => {
  say('a', 1)
  endTurn()
  say('a', 2)
  say('b', 1)
  endTurn()
  expect(look()).toEqual(['a 1', 'b 1'])
})

test('after a beat without a word a room is written to at once again', () => {
  say('a', 1)
  endTurn()
  beat()
  say('a', 2)
  endTurn()
  expect(look()).toEqual(['a 1', 'a 2'])
})

test('what waits is written at once when it must be, and once', () => {
  say('a', 1)
  outlet.flush('a')
  say('a', 2)
  outlet.flush('a')
  expect(look()).toEqual(['a 1', 'a 2'])
  endTurn()
  beat()
  beat()
  expect(look()).toEqual([])
})

test('for a room without sockets nothing is written, and nothing runs on', () => {
  say('a', 1)
  endTurn()
  say('a', 2)
  outlet.drop('a')
  beat()
  beat()
  expect(look()).toEqual(['a 1'])
  expect(vi.getTimerCount()).toBe(0)
})

test('beats grow in a flood, stay while half of one lasts, and shrink after it', () => {
  /** The room says so much before a beat ends. @returns how long that lasted */
  const keepBusy = (count: number) => {
    const fromMs = Date.now()
    say('a', ...Array.from({ length: count }, (_, n) => n))
    vi.advanceTimersToNextTimer()
    return Date.now() - fromMs
  }
  say('a', 1, 2)
  endTurn()
  expect([3, 5, 10, 12].map(keepBusy)).toEqual([BEAT_MS, 40, 80, LONGEST_BEAT_MS])
  expect([6, 5, 2, 1, 1].map(keepBusy)).toEqual([LONGEST_BEAT_MS, LONGEST_BEAT_MS, 50, 25, BEAT_MS])
})

test('a beat in which all was written without waiting is no flood', () => {
  say('a', 1)
  endTurn()
  say('a', 2)
  outlet.flush('a')
  vi.advanceTimersToNextTimer()
  const fromMs = Date.now()
  say('a', 3)
  endTurn()
  say('a', 4)
  vi.advanceTimersToNextTimer()
  expect(Date.now() - fromMs).toBe(BEAT_MS)
})
