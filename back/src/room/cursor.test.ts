import { LIMITS, parse, REQUESTS } from '@papo/contract'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { decodeCursor, encodeCursor, literalLike, pageOf } from './cursor.js'

const key = z.tuple([z.string(), z.uuid()])
const id = '01890000-0000-7000-8000-000000000001'

test('a cursor brings back the key of the last row', () => {
  expect(decodeCursor(key, encodeCursor(['général', id]))).toEqual(['général', id])
  expect(decodeCursor(key, undefined)).toBeUndefined()
})

test('a cursor of the longest room name is accepted by the contract', () => {
  const cursor = encodeCursor(['💬'.repeat(LIMITS.roomNameMax), id])
  expect(parse(REQUESTS.listRooms, { cursor }).ok).toBe(true)
})

test.each(['', 'zzz', Buffer.from('{}').toString('base64url'), encodeCursor(['x', 'no id'])])(
  'a made-up cursor is refused: %j',
  (cursor) => {
    expect(() => decodeCursor(key, cursor)).toThrow(expect.objectContaining({ code: 'invalid_payload' }))
  },
)

test('a page names its successor only when there is more', () => {
  expect(pageOf(['a', 'b'], 2, (row) => [row])).toEqual({ items: ['a', 'b'] })
  expect(pageOf(['a', 'b', 'c'], 2, (row) => [row])).toEqual({
    items: ['a', 'b'],
    nextCursor: encodeCursor(['b']),
  })
  expect(pageOf([], 2, () => [])).toEqual({ items: [] })
})

test('what people type into a search expands to nothing', () => {
  expect(literalLike('100%_a\\b')).toBe('100\\%\\_a\\\\b')
})
