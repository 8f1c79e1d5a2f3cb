import { expect, test } from 'vitest'
import { SHARDS } from '../log/keys.js'
import { slotOf } from './slot.js'

test('slots are those of a Redis Cluster', () => {
  // The check value of CRC16/XMODEM, as in the cluster's specification.
  expect(slotOf('123456789')).toBe(0x31c3)
  expect(slotOf('foo')).toBe(12_182)
  expect(slotOf('user:{foo}:x')).toBe(12_182)
  expect(slotOf('{}foo')).not.toBe(12_182)
})

test('the shards of rooms are spread over the nodes of a cluster of three', () => {
  const nodes = Array.from({ length: SHARDS }, (_, shard) => Math.floor((slotOf(`{s${shard}}`) * 3) / 16_384))
  for (const node of [0, 1, 2]) expect(nodes.filter((n) => n === node).length).toBeGreaterThan(SHARDS / 4)
})
