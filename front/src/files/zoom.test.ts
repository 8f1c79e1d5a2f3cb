import { expect, test } from 'vitest'
import { fitInto, WHOLE, within, zoomAt } from './zoom'

const stage = { width: 1_000, height: 500 }

test('a picture fits as a whole, and a small one stays as small as it is', () => {
  expect(fitInto({ width: 4_000, height: 4_000 }, stage)).toEqual({ width: 500, height: 500 })
  expect(fitInto({ width: 100, height: 50 }, stage)).toEqual({ width: 100, height: 50 })
})

test('what is under the pointer stays under it', () => {
  const zoom = zoomAt(WHOLE, 2, { x: 100, y: -50 })
  expect(zoom).toEqual({ scale: 2, x: -100, y: 50 })
  // The point of the picture that was there is there: (100 - x) / scale.
  expect((100 - zoom.x) / zoom.scale).toBe(100)
})

test('it is never smaller than whole, nor larger than eight times', () => {
  expect(zoomAt(WHOLE, 0.1, { x: 0, y: 0 }).scale).toBe(1)
  expect(zoomAt(WHOLE, 100, { x: 0, y: 0 }).scale).toBe(8)
})

test('it cannot be dragged out of sight', () => {
  const fit = { width: 500, height: 500 }
  expect(within({ scale: 1, x: 300, y: 300 }, fit, stage)).toEqual({ scale: 1, x: 0, y: 0 })
  expect(within({ scale: 4, x: 9_999, y: -9_999 }, fit, stage)).toEqual({ scale: 4, x: 500, y: -750 })
})
