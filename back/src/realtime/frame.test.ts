import type { Writable } from 'node:stream'
import * as ws from 'ws'
import { expect, test } from 'vitest'
import { frameOf } from './frame.js'

// ws has it and does not declare it.
const Receiver = Reflect.get(ws, 'Receiver') as new (options: { isServer: boolean }) => Writable

/** What the library that browsers' peers use makes of a frame. */
function received(frame: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const receiver = new Receiver({ isServer: false })
    receiver.on('message', (data: Buffer) => resolve(data.toString()))
    receiver.on('error', reject)
    receiver.write(frame)
  })
}

test('a frame of any length is read back by a WebSocket library as one Socket.IO event', async () => {
  for (const length of [0, 100, 108, 109, 110, 111, 125, 126, 65_500, 65_519, 65_520, 65_536, 200_000]) {
    const data: [string, unknown] = ['room:events', 'é'.repeat(length % 7) + 'x'.repeat(length)]
    expect(await received(frameOf(data))).toBe(`42${JSON.stringify(data)}`)
  }
})
