import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ChatError } from '../chat-error'
import { createChatStore, roomState } from './chat.store'
import { ALICE, joinedRoom, messagesAt, ROOM, selfOf, sentEvent } from './log.fixture'
import { createReadCursor } from './read'

const LATER_MS = 300
const log = [1, 2, 3].map((seq) => sentEvent(seq))
const said = messagesAt(log, 3)

/** A cursor whose tellings the test answers. */
function start() {
  const told: { seq: unknown; answer: (error?: ChatError) => void }[] = []
  const request = (_: string, { seq }: { seq?: unknown }) =>
    new Promise((resolve, reject) =>
      told.push({ seq, answer: (error) => (error ? reject(error) : resolve({})) }),
    )
  const store = createChatStore(selfOf(ALICE))
  store.setState({ rooms: { [ROOM]: roomState(joinedRoom({ head: 3, ordinal: 3, unread: 3 })) } })
  const cursor = createReadCursor(store, request as Parameters<typeof createReadCursor>[1])
  const sees = (...seqs: number[]) =>
    said.filter(({ seq }) => seqs.includes(seq)).forEach((message) => cursor.saw(ROOM, message))
  const room = () => store.getState().rooms[ROOM]?.room
  return { told, cursor, sees, room }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('shows at once what was read, and tells of all that was read meanwhile by one word', async () => {
  const { told, sees, room } = start()
  sees(1, 2, 3)
  expect(room()).toMatchObject({ readSeq: 3, unread: 0 })
  expect(told).toHaveLength(0)
  await vi.advanceTimersByTimeAsync(LATER_MS)
  expect(told.map(({ seq }) => seq)).toEqual([3])
})

it('tells of what was read while it told, once that is answered', async () => {
  const { told, sees } = start()
  sees(1)
  await vi.advanceTimersByTimeAsync(LATER_MS)
  sees(2, 3)
  await vi.advanceTimersByTimeAsync(LATER_MS)
  expect(told.map(({ seq }) => seq)).toEqual([1])
  told[0]?.answer()
  await vi.advanceTimersByTimeAsync(LATER_MS)
  told[1]?.answer()
  await vi.advanceTimersByTimeAsync(LATER_MS)
  expect(told.map(({ seq }) => seq)).toEqual([1, 3])
})

it('keeps what could not be told until there is a connection again', async () => {
  const { told, sees, cursor } = start()
  sees(2)
  await vi.advanceTimersByTimeAsync(LATER_MS)
  told[0]?.answer(ChatError.unreachable('no connection'))
  await vi.advanceTimersByTimeAsync(10 * LATER_MS)
  expect(told).toHaveLength(1)
  cursor.resume()
  await vi.advanceTimersByTimeAsync(LATER_MS)
  expect(told.map(({ seq }) => seq)).toEqual([2, 2])
})
