import { v4 as uuidv4, v7 as uuidv7 } from 'uuid'
import { expect, test } from 'vitest'
import { digestOf, madeAtMs } from './client.id.js'
import { mentionedIn } from './mentions.js'

test('a UUIDv7 says when it was made, any other says nothing', () => {
  const msecs = Date.UTC(2026, 0, 1)
  expect(madeAtMs(uuidv7({ msecs }))).toBe(msecs)
  expect(madeAtMs(uuidv4())).toBeUndefined()
})

test('two requests have one digest only if they ask for the same', () => {
  expect(digestOf('message.sent', { body: 'a' })).toBe(digestOf('message.sent', { body: 'a' }))
  expect(digestOf('message.sent', { body: 'a' })).not.toBe(digestOf('message.sent', { body: 'b' }))
  expect(digestOf('message.sent', { body: 'a' })).not.toBe(digestOf('message.edited', { body: 'a' }))
})

test('mentions are names after an @, not addresses, and end before punctuation', () => {
  expect(mentionedIn('hi @alice, and @Bob.')).toEqual(['alice', 'bob.', 'bob'])
  expect(mentionedIn('write to alice@example.org')).toEqual([])
  expect(mentionedIn('nobody here')).toEqual([])
})
