import { expect, test } from 'vitest'
import { namesOf } from './command.names.js'

const caller = { userId: 'alice', sessionId: 's', address: '::1', socketId: 'k' }
const roomId = '01997f00-0000-7000-8000-000000000000'

test('a line about a command names its sender, room, clientId and seq, and nothing of what was said', () => {
  const input = { roomId, clientId: roomId, seq: 7, body: 'secret' }
  expect(namesOf('message:edit', caller, input)).toEqual({
    ...{ command: 'message:edit', userId: 'alice', socketId: 'k' },
    ...{ roomId, clientId: roomId, seq: 7 },
  })
})

test.each([[{ roomId: 'secret words', clientId: 5, seq: '7' }], [null], ['secret'], [[roomId]]])(
  'of %j it takes over nothing',
  (input) => {
    expect(namesOf('room:sync', caller, input)).toEqual({
      command: 'room:sync',
      userId: 'alice',
      socketId: 'k',
    })
  },
)
