import { LIMITS } from '@papo/contract'
import { expect, test } from 'vitest'
import { missingOf, partBytesOf, piecesOf } from './upload.targets.js'

const MIB = 1_048_576

test('a small file is sent at once, a larger one in at most a hundred parts of the same size', () => {
  expect(partBytesOf(LIMITS.uploadPartBytes)).toBeUndefined()
  expect(partBytesOf(LIMITS.uploadPartBytes + 1)).toBe(8 * MIB)
  expect(piecesOf(20 * MIB)).toEqual([
    { number: 1, size: 8 * MIB },
    { number: 2, size: 8 * MIB },
    { number: 3, size: 4 * MIB },
  ])
  for (const size of [800 * MIB, 800 * MIB + 1, 5_000 * MIB + 7]) {
    const pieces = piecesOf(size)
    expect(pieces.length).toBeLessThanOrEqual(100)
    expect(pieces.reduce((sum, piece) => sum + piece.size, 0)).toBe(size)
  }
})

test('what has come as it should need not come again', () => {
  const come = [
    { number: 1, size: 8 * MIB, etag: 'a' },
    { number: 2, size: 5, etag: 'b' },
  ]
  expect(missingOf(20 * MIB, come).map((piece) => piece.number)).toEqual([2, 3])
})
