import type { JoinedRoom } from '@papo/contract'
import { expect, test } from 'vitest'
import { strayKeys } from './shelf'

const rooms = [{ id: 'here' }] as JoinedRoom[]
const keyOf = (roomId: string) => ['alice', roomId]

test('what was said in a room that is not on the list is let go of, the list itself is not', () => {
  const keys = ['', 'here', 'left', 'deleted'].map(keyOf)
  expect(strayKeys(keys, { rooms })).toEqual([keyOf('left'), keyOf('deleted')])
})
